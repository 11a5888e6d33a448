import { describe, expect, it } from "vitest";

import { nextCamera } from "./cameraSwitch";

const one = { deviceId: "one", kind: "videoinput" } as const;
const two = { deviceId: "two", kind: "videoinput" } as const;
const microphone = { deviceId: "mic", kind: "audioinput" } as const;

describe("the next camera", () => {
  it("is the other side of a phone", () => {
    expect(nextCamera([one, two], { deviceId: "one", facingMode: "user" })).toEqual({
      camera: null,
      facing: "environment",
    });
    expect(nextCamera([one, two], { deviceId: "two", facingMode: "environment" })).toEqual({
      camera: null,
      facing: "user",
    });
  });

  it("is the next one plugged in, and after the last the first", () => {
    expect(nextCamera([one, microphone, two], { deviceId: "one" })?.camera).toBe("two");
    expect(nextCamera([one, microphone, two], { deviceId: "two" })?.camera).toBe("one");
  });

  it("is not there when there is only one", () => {
    expect(nextCamera([one, microphone], { deviceId: "one", facingMode: "user" })).toBeNull();
  });
});
