import { beforeEach, expect, it } from "vitest";

import type { FailureError } from "@/api/failure";
import type { ChatId, MyChat, MyChatPatch } from "@/api/types";
import { createDrafts, type Drafts } from "./drafts";
import type { LocalDraft } from "./state";
import { createStateKeeper, type StateKeeper } from "./stateKeeper";
import { failing, refusal } from "./testing/records";
import { createVirtualTime, settled, type VirtualTime } from "./testing/virtualTime";

interface Told {
  chatId: ChatId;
  draft: MyChatPatch["draft"];
  take(): Promise<void>;
  refuse(error: FailureError): Promise<void>;
}

let time: VirtualTime;
let keeper: StateKeeper;
let told: Told[];
let drafts: Drafts;

beforeEach(() => {
  time = createVirtualTime();
  keeper = createStateKeeper();
  told = [];
  drafts = createDrafts({
    keeper,
    timers: time.timers,
    tell: (chatId, { draft }) =>
      new Promise<MyChat>((resolve, reject) => {
        told.push({
          chatId,
          draft,
          take() {
            // What comes back is for the reducers, elsewhere.
            resolve({ chatId } as MyChat);
            return settled();
          },
          refuse(error) {
            reject(error);
            return settled();
          },
        });
      }),
  });
});

const kept = (chatId: ChatId): LocalDraft | undefined => keeper.get().draftsByChat[chatId];
const words = () => told.map(({ chatId, draft }) => [chatId, draft]);

it("tells the other devices after a moment of quiet, and only the last words", async () => {
  drafts.setText("a", "Не за");
  await time.pass(2_499);
  drafts.setText("a", "Не забыть");
  expect(kept("a")).toEqual({ text: "Не забыть", replyTo: null, told: false });
  await time.pass(2_499);
  expect(told).toEqual([]);
  await time.pass(1);
  expect(words()).toEqual([["a", { text: "Не забыть" }]]);
  await told[0]!.take();
  expect(kept("a")?.told).toBe(true);
  await time.pass(60_000);
  expect(told).toHaveLength(1);
});

it("keeps the chats apart", async () => {
  drafts.setText("a", "раз");
  await time.pass(1_000);
  drafts.setText("b", "два");
  await time.pass(1_500);
  expect(words()).toEqual([["a", { text: "раз" }]]);
  await time.pass(1_000);
  expect(words()[1]).toEqual(["b", { text: "два" }]);
});

it("says nothing of the same words again", async () => {
  drafts.setText("a", "раз");
  await time.pass(2_500);
  await told[0]!.take();
  drafts.setText("a", "раз");
  await time.pass(60_000);
  expect(told).toHaveLength(1);
});

it("tells what is answered with the words, and of nothing at all that there is nothing", async () => {
  drafts.setText("a", "да");
  drafts.setReply("a", "m1");
  await time.pass(2_500);
  expect(words()).toEqual([["a", { text: "да", replyTo: "m1" }]]);
  await told[0]!.take();

  // The answer alone is something, too.
  drafts.setText("a", "");
  await time.pass(2_500);
  expect(words()[1]).toEqual(["a", { text: "", replyTo: "m1" }]);
  await told[1]!.take();
  drafts.setReply("a", null);
  await time.pass(2_500);
  expect(words()[2]).toEqual(["a", null]);
  await told[2]!.take();
  expect(kept("a")).toBeUndefined();
});

it("does not count as told what was written while it was told", async () => {
  drafts.setText("a", "раз");
  await time.pass(2_500);
  drafts.setText("a", "раз два");
  await told[0]!.take();
  expect(kept("a")).toEqual({ text: "раз два", replyTo: null, told: false });
  await time.pass(2_500);
  expect(words()[1]).toEqual(["a", { text: "раз два" }]);
});

it("tells again after a cut, when the line is back", async () => {
  drafts.setText("a", "раз");
  await time.pass(2_500);
  await told[0]!.refuse(failing({ kind: "network" }));
  expect(kept("a")).toEqual({ text: "раз", replyTo: null, told: false });
  await time.pass(60_000);
  expect(told).toHaveLength(1);
  drafts.flush();
  expect(words()[1]).toEqual(["a", { text: "раз" }]);
  await told[1]!.take();
  drafts.flush();
  expect(told).toHaveLength(2);
});

it("leaves to its own moment what is still being written when the line comes back", async () => {
  drafts.setText("a", "раз");
  await time.pass(1_000);
  drafts.flush();
  expect(told).toEqual([]);
  await time.pass(1_500);
  expect(told).toHaveLength(1);
});

it("keeps here what the server will never take, and does not ask for ever", async () => {
  drafts.setText("a", "слишком длинно");
  await time.pass(2_500);
  await told[0]!.refuse(refusal("validation_failed", 422));
  expect(kept("a")).toEqual({ text: "слишком длинно", replyTo: null, told: true });
  drafts.flush();
  expect(told).toHaveLength(1);
});
