import { useState } from "react";

import { roomServersOrNone } from "../lines";
import { createCapture } from "../live/capture";
import { CallBoundary } from "../screens/CallBoundary";
import { EchoScreen } from "./EchoScreen";

export interface EchoLayerProps {
  onClose: () => void;
}

/** What the provider fetches when somebody calls the echo contact. */
export function EchoLayer({ onClose }: EchoLayerProps) {
  const [line] = useState(() => ({
    capture: createCapture(),
    // The other side is the server, from which no address can be hidden.
    createConnection: (configuration: RTCConfiguration) => new RTCPeerConnection(configuration),
    fetchIceServers: roomServersOrNone,
  }));
  return (
    <CallBoundary onBroken={onClose}>
      <EchoScreen line={line} onClose={onClose} />
    </CallBoundary>
  );
}
