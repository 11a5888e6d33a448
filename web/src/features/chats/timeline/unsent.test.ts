import { describe, expect, it } from "vitest";

import type { Failure } from "@/api/failure";
import type { PendingMessage } from "@/realtime/state";
import { unsentOf } from "./unsent";

function refused(failure: Failure, localId?: string): PendingMessage {
  const file = { size: 1, mime: "image/jpeg" };
  return {
    clientId: "c",
    chatId: "a",
    text: "look",
    attachments: [
      { ...file, localId: "1", name: "sea.jpg" },
      { ...file, localId: "2", name: "sun.jpg" },
    ],
    createdAt: "2026-01-01T00:00:00.000Z",
    status: { phase: "failed", failure, ...(localId === undefined ? {} : { localId }) },
  };
}

function invalid(field: string): Failure {
  const errors = { [field]: ["format"] };
  return { kind: "problem", status: 0, code: "validation_failed", errors };
}

describe("why a message was not sent", () => {
  it("names the file that was refused", () => {
    const tooLarge = { kind: "problem", status: 413, code: "file_too_large" } as const;
    expect(unsentOf(refused(tooLarge, "2"))).toEqual({ what: "file", name: "sun.jpg" });
    expect(unsentOf(refused({ kind: "fileGone" }, "1"))).toEqual({ what: "file", name: "sea.jpg" });
    const waveform = unsentOf(refused(invalid("waveform"), "2"));
    expect(waveform).toEqual({ what: "badFile", name: "sun.jpg" });
  });

  it("names the files that the server has forgotten", () => {
    const names = ["sea.jpg", "sun.jpg"];
    expect(unsentOf(refused(invalid("attachments")))).toEqual({ what: "files", names });
  });

  it("names the part of the message that was refused", () => {
    for (const field of ["replyTo", "forwardOf", "text"] as const) {
      expect(unsentOf(refused(invalid(field)))).toEqual({ what: field });
    }
    expect(unsentOf(refused(invalid("kind")))).toEqual({ what: "voice" });
    expect(unsentOf(refused(invalid("clientId")))).toEqual({ what: "other" });
  });

  it("leaves everything else to the words of the failure", () => {
    const forbidden = { kind: "problem", status: 0, code: "forbidden" } as const;
    expect(unsentOf(refused(forbidden))).toEqual({ what: "message" });
    expect(unsentOf(refused({ kind: "deviceFull" }))).toEqual({ what: "message" });
    // A file that the message does not have any more.
    expect(unsentOf(refused(forbidden, "3"))).toEqual({ what: "message" });
  });
});
