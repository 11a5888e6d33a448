import { describe, expect, it, vi } from "vitest";

import { createScreenShare } from "./screenShare";

function track(kind: string) {
  return { kind, stop: vi.fn(), onended: null as (() => void) | null, contentHint: "" };
}

function stream(...tracks: ReturnType<typeof track>[]): MediaStream {
  return {
    getTracks: () => tracks,
    getVideoTracks: () => tracks.filter(({ kind }) => kind === "video"),
    getAudioTracks: () => tracks.filter(({ kind }) => kind === "audio"),
  } as unknown as MediaStream;
}

describe("showing one's screen", () => {
  it("goes on until it is stopped, and lets the window go", async () => {
    const [picture, sound] = [track("video"), track("audio")];
    const share = createScreenShare(() => Promise.resolve(stream(picture, sound)));
    await share.start();
    expect(share.state()).toEqual({ status: "on", hasSound: true });
    expect(picture.contentHint).toBe("detail");
    share.stop();
    expect(share.state()).toEqual({ status: "off" });
    expect(share.tracks()).toEqual({ picture: null, sound: null });
    expect(picture.stop).toHaveBeenCalled();
    expect(sound.stop).toHaveBeenCalled();
  });

  it("ends when the browser's own bar ends it", async () => {
    const picture = track("video");
    const share = createScreenShare(() => Promise.resolve(stream(picture)));
    await share.start();
    expect(share.state()).toEqual({ status: "on", hasSound: false });
    picture.onended?.();
    expect(share.state()).toEqual({ status: "off" });
  });

  it("takes a change of mind for no failure, and a forbidding system for one", async () => {
    const refuse = (message: string) => () =>
      Promise.reject(new DOMException(message, "NotAllowedError"));
    const changed = createScreenShare(refuse("Permission denied"));
    await changed.start();
    expect(changed.state()).toEqual({ status: "off" });
    const forbidden = createScreenShare(refuse("Permission denied by system"));
    await forbidden.start();
    expect(forbidden.state()).toEqual({ status: "failed", problem: "system" });
  });

  it("goes on without its sound, now and when it is chosen later", async () => {
    const [picture, sound] = [track("video"), track("audio")];
    const share = createScreenShare(() => Promise.resolve(stream(picture, sound)));
    await share.start();
    share.dropSound();
    expect(share.state()).toEqual({ status: "on", hasSound: false });
    expect(share.tracks()).toEqual({ picture, sound: null });
    expect(sound.stop).toHaveBeenCalledOnce();
    expect(picture.stop).not.toHaveBeenCalled();

    let choose: (stream: MediaStream) => void = () => undefined;
    const late = createScreenShare(() => new Promise((resolve) => (choose = resolve)));
    const started = late.start();
    late.dropSound();
    choose(stream(picture, sound));
    await started;
    expect(late.state()).toEqual({ status: "on", hasSound: false });
    expect(sound.stop).toHaveBeenCalledTimes(2);
  });

  it("is not there where the browser cannot", async () => {
    const share = createScreenShare(null);
    await share.start();
    expect(share.state()).toEqual({ status: "unavailable" });
  });

  it("lets a window go that was chosen after the call had ended", async () => {
    const picture = track("video");
    let choose: (stream: MediaStream) => void = () => undefined;
    const share = createScreenShare(() => new Promise((resolve) => (choose = resolve)));
    const started = share.start();
    share.dispose();
    choose(stream(picture));
    await started;
    expect(picture.stop).toHaveBeenCalled();
  });
});
