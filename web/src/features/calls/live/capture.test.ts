import { describe, expect, it, vi } from "vitest";

import { createCapture } from "./capture";
import { readDeviceChoice, saveDeviceChoice, type DeviceChoice } from "./deviceChoice";

const CHOICE: DeviceChoice = {
  microphone: null,
  camera: null,
  speaker: null,
  picture: "best",
  facing: "user",
  noiseSuppression: true,
  pushToTalk: false,
};

describe("what is asked of the browser", () => {
  it("is a voice without noise, or with it for those who play music", async () => {
    const getUserMedia = vi.fn<MediaDevices["getUserMedia"]>(() =>
      Promise.resolve({ getTracks: () => [{}] } as unknown as MediaStream),
    );
    const capture = createCapture({ getUserMedia } as unknown as MediaDevices);
    await capture.audio(CHOICE);
    await capture.audio({ ...CHOICE, noiseSuppression: false });
    const asked = getUserMedia.mock.calls.map(
      ([constraints]) => constraints?.audio as MediaTrackConstraints,
    );
    expect(asked.map(({ noiseSuppression }) => noiseSuppression)).toEqual([true, false]);
    expect(asked.every(({ echoCancellation }) => echoCancellation)).toBe(true);
  });

  it("is the side of the phone that was turned to", async () => {
    const getUserMedia = vi.fn<MediaDevices["getUserMedia"]>(() => Promise.reject(new Error("no")));
    const capture = createCapture({ getUserMedia } as unknown as MediaDevices);
    await capture.video({ ...CHOICE, facing: "environment" });
    expect(getUserMedia.mock.calls[0]?.[0]?.video).toMatchObject({ facingMode: "environment" });
  });
});

describe("the choice of devices", () => {
  it("is remembered, but for the side of the phone: every call begins with the face", () => {
    const chosen: DeviceChoice = {
      ...CHOICE,
      microphone: "m",
      facing: "environment",
      noiseSuppression: false,
      pushToTalk: true,
    };
    saveDeviceChoice(chosen);
    expect(readDeviceChoice()).toEqual({ ...chosen, facing: "user" });
  });
});
