/**
 * What to do when a device appears or vanishes during a call. Pure: `deviceFollow.ts` watches.
 *
 * A headset that is put on is meant to be used, so it is followed, with one tap back. Anything else
 * (a webcam's microphone, a monitor's speaker) is only offered. What vanishes is replaced by what
 * the person chose before, and they are told.
 */
import type { DeviceChoice } from "./deviceChoice";

export type SeenDevice = Pick<MediaDeviceInfo, "deviceId" | "groupId" | "kind" | "label">;

export interface DeviceNews {
  /** `followed`: in use already. `offered`: one tap away. `lost`: gone, replaced by another. */
  kind: "followed" | "offered" | "lost";
  device: "headset" | "microphone" | "speaker" | "camera";
  /** The system's name of it. */
  label: string;
  /** What one tap sets: back to what was, or to what is offered. `null`: nothing to do. */
  tap: Partial<DeviceChoice> | null;
}

export interface DeviceStep {
  /** What to use from now on, in this call only. */
  use: Partial<DeviceChoice> | null;
  news: DeviceNews | null;
}

const NOTHING: DeviceStep = { use: null, news: null };

/** `saved`: what the person chose for all calls; `choice`: what counts in this one. */
export function deviceStep(
  before: readonly SeenDevice[],
  now: readonly SeenDevice[],
  choice: DeviceChoice,
  saved: DeviceChoice,
): DeviceStep {
  return vanished(before, now, choice, saved) ?? appeared(before, now, choice, saved) ?? NOTHING;
}

function vanished(
  before: readonly SeenDevice[],
  now: readonly SeenDevice[],
  choice: DeviceChoice,
  saved: DeviceChoice,
): DeviceStep | null {
  const gone = missingFrom(now, before);
  const microphone = gone.find((d) => d.kind === "audioinput" && d.deviceId === choice.microphone);
  const speaker = gone.find((d) => d.kind === "audiooutput" && d.deviceId === choice.speaker);
  const lost = microphone ?? speaker;
  if (lost === undefined) return null;
  const use: Partial<DeviceChoice> = {
    ...(microphone === undefined ? {} : { microphone: present(now, saved.microphone) }),
    ...(speaker === undefined ? {} : { speaker: present(now, saved.speaker) }),
  };
  const device =
    microphone !== undefined && speaker !== undefined
      ? "headset"
      : microphone !== undefined
        ? "microphone"
        : "speaker";
  return { use, news: { kind: "lost", device, label: lost.label, tap: null } };
}

function appeared(
  before: readonly SeenDevice[],
  now: readonly SeenDevice[],
  choice: DeviceChoice,
  saved: DeviceChoice,
): DeviceStep | null {
  const fresh = missingFrom(before, now);
  const microphone = fresh.find(({ kind }) => kind === "audioinput");
  const speaker = fresh.find(({ kind }) => kind === "audiooutput");
  const camera = fresh.find(({ kind }) => kind === "videoinput");
  if (microphone !== undefined) return newMicrophone(microphone, now, choice, saved);
  if (speaker !== undefined) {
    const use = { speaker: speaker.deviceId };
    if (speaker.deviceId === saved.speaker || isHeadsetName(speaker.label)) {
      const tap = { speaker: choice.speaker };
      return { use, news: { kind: "followed", device: "speaker", label: speaker.label, tap } };
    }
    return offer("speaker", speaker.label, use);
  }
  if (camera === undefined) return null;
  return offer("camera", camera.label, { camera: camera.deviceId });
}

function newMicrophone(
  microphone: SeenDevice,
  now: readonly SeenDevice[],
  choice: DeviceChoice,
  saved: DeviceChoice,
): DeviceStep {
  const ear = now.find(
    (d) => d.kind === "audiooutput" && d.groupId !== "" && d.groupId === microphone.groupId,
  );
  const use: Partial<DeviceChoice> = {
    microphone: microphone.deviceId,
    ...(ear === undefined ? {} : { speaker: ear.deviceId }),
  };
  const isHeadset = ear !== undefined || isHeadsetName(microphone.label);
  if (!isHeadset && microphone.deviceId !== saved.microphone) {
    return offer("microphone", microphone.label, use);
  }
  const tap: Partial<DeviceChoice> = {
    microphone: choice.microphone,
    ...(ear === undefined ? {} : { speaker: choice.speaker }),
  };
  const device = isHeadset ? "headset" : "microphone";
  return { use, news: { kind: "followed", device, label: microphone.label, tap } };
}

function offer(
  device: DeviceNews["device"],
  label: string,
  tap: Partial<DeviceChoice>,
): DeviceStep {
  return { use: null, news: { kind: "offered", device, label, tap } };
}

function present(now: readonly SeenDevice[], deviceId: string | null): string | null {
  return now.some((device) => device.deviceId === deviceId) ? deviceId : null;
}

/** Chromium lists "default" and "communications" beside the devices they stand for. */
const STAND_INS = ["", "default", "communications"];

function missingFrom(
  list: readonly SeenDevice[],
  devices: readonly SeenDevice[],
): readonly SeenDevice[] {
  return devices.filter(
    ({ deviceId, kind }) =>
      !STAND_INS.includes(deviceId) &&
      !list.some((other) => other.deviceId === deviceId && other.kind === kind),
  );
}

/** What systems call a thing that is worn. */
const HEADSET =
  /headset|headphone|earphone|earbud|airpods|buds|hands-?free|bluetooth|гарнитур|наушник/i;

function isHeadsetName(label: string): boolean {
  return HEADSET.test(label);
}
