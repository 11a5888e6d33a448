/** Which camera comes after the one in use: the other side of a phone, or the next one plugged in. Pure. */
import type { DeviceChoice } from "./deviceChoice";

export type CameraChoice = Pick<DeviceChoice, "camera" | "facing">;

/** `null`: there is no other camera. `inUse` are the settings of the running track. */
export function nextCamera(
  devices: readonly Pick<MediaDeviceInfo, "deviceId" | "kind">[],
  inUse: Pick<MediaTrackSettings, "deviceId" | "facingMode">,
): CameraChoice | null {
  const cameras = devices.filter(({ kind }) => kind === "videoinput");
  if (cameras.length < 2) return null;
  // A phone has several cameras on its back; people mean the side, and the system picks the best one.
  if (inUse.facingMode === "user") return { camera: null, facing: "environment" };
  if (inUse.facingMode === "environment") return { camera: null, facing: "user" };
  const current = cameras.findIndex(({ deviceId }) => deviceId === inUse.deviceId);
  const next = cameras[(current + 1) % cameras.length];
  return next === undefined ? null : { camera: next.deviceId, facing: "user" };
}
