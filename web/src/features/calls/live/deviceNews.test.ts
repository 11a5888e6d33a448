import { describe, expect, it } from "vitest";

import type { DeviceChoice } from "./deviceChoice";
import { deviceStep, type SeenDevice } from "./deviceNews";

const NONE: DeviceChoice = {
  microphone: null,
  camera: null,
  speaker: null,
  picture: "best",
  facing: "user",
  noiseSuppression: true,
  pushToTalk: false,
};

function device(kind: MediaDeviceKind, deviceId: string, groupId = deviceId): SeenDevice {
  return { kind, deviceId, groupId, label: `Name of ${deviceId}` };
}

const builtIn = [
  device("audioinput", "default"),
  device("audioinput", "inside", "g1"),
  device("audiooutput", "speakers", "g1"),
  device("videoinput", "lid"),
];
const headset = [device("audioinput", "ear-mic", "g2"), device("audiooutput", "ears", "g2")];

describe("devices that come and go during a call", () => {
  it("follows a headset, ear and mouth, with one tap back", () => {
    const { use, news } = deviceStep(builtIn, [...builtIn, ...headset], NONE, NONE);
    expect(use).toEqual({ microphone: "ear-mic", speaker: "ears" });
    expect(news).toMatchObject({ kind: "followed", device: "headset" });
    expect(news?.tap).toEqual({ microphone: null, speaker: null });
  });

  it("goes back to what was chosen before when the headset is taken off", () => {
    const saved = { ...NONE, microphone: "inside" };
    const worn = { ...saved, microphone: "ear-mic", speaker: "ears" };
    const { use, news } = deviceStep([...builtIn, ...headset], builtIn, worn, saved);
    expect(use).toEqual({ microphone: "inside", speaker: null });
    expect(news).toMatchObject({ kind: "lost", device: "headset", tap: null });
  });

  it("only offers a microphone that nobody wears", () => {
    const webcam = device("audioinput", "webcam", "g3");
    const { use, news } = deviceStep(builtIn, [...builtIn, webcam], NONE, NONE);
    expect(use).toBeNull();
    expect(news).toMatchObject({ kind: "offered", device: "microphone" });
    expect(news?.tap).toEqual({ microphone: "webcam" });
  });

  it("takes the microphone again that the person had chosen", () => {
    const webcam = device("audioinput", "webcam", "g3");
    const saved = { ...NONE, microphone: "webcam" };
    const { use, news } = deviceStep(builtIn, [...builtIn, webcam], NONE, saved);
    expect(use).toEqual({ microphone: "webcam" });
    expect(news?.kind).toBe("followed");
  });

  it("offers a camera and a monitor's speaker", () => {
    const camera = device("videoinput", "usb");
    expect(deviceStep(builtIn, [...builtIn, camera], NONE, NONE).news).toMatchObject({
      kind: "offered",
      device: "camera",
    });
    const monitor = device("audiooutput", "hdmi");
    expect(deviceStep(builtIn, [...builtIn, monitor], NONE, NONE).news).toMatchObject({
      kind: "offered",
      device: "speaker",
    });
  });

  it("says nothing of what is not in use, or when nothing changed", () => {
    const nothing = { use: null, news: null };
    expect(deviceStep([...builtIn, ...headset], builtIn, NONE, NONE)).toEqual(nothing);
    expect(deviceStep(builtIn, builtIn, NONE, NONE)).toEqual(nothing);
  });

  it("does not take the system's stand-ins for devices", () => {
    const standIn = device("audioinput", "communications");
    expect(deviceStep(builtIn, [...builtIn, standIn], NONE, NONE).news).toBeNull();
  });
});
