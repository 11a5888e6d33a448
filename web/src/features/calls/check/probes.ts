/** What the check asks of the browser and the network: everything else about it is pure. */
import type { Gathered } from "./outerAddress";
import type { CameraFinding, RelayFinding, SocketFinding } from "./verdicts";
import type { CapturedBoth } from "../live/capture";

export interface CheckProbes {
  /** Microphone and camera, with one question of the browser. */
  capture(): Promise<CapturedBoth>;
  /** Tells how loud it is, 0 to 1, several times a second; returns what ends it. */
  listen(microphone: MediaStreamTrack, onLevel: (level: number) => void): () => void;
  /** Waits for the first picture. */
  look(camera: MediaStreamTrack, signal: AbortSignal): Promise<CameraFinding>;
  /** Plays a short tone on the chosen speaker. `false`: the browser keeps silent until it is touched. */
  playTone(): Promise<boolean>;
  /** There and back over the socket. */
  socket(): Promise<SocketFinding>;
  /** `null` when the server could not be asked. */
  iceServers(): Promise<RTCIceServer[] | null>;
  /** Asks these STUN servers, all from the same ports. */
  gather(stun: string[], signal: AbortSignal): Promise<Gathered>;
  /** Talks with itself through this relay for a few seconds. */
  relay(server: RTCIceServer, signal: AbortSignal): Promise<RelayFinding>;
}
