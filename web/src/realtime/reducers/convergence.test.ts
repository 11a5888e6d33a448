/** However the line treats us, we end where a fresh look at the server would have put us. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { ServerEvent, SyncAnswer } from "@/api/frames";
import type { ChatId, Message } from "@/api/types";
import { initialState, type MessengerState } from "../state";
import { createModelServer } from "../testing/modelServer";
import { me, ME, pending } from "../testing/records";
import type { Change, Effect } from "./change";
import { reduce } from "./reduce";

const CHATS = ["a", "b"] as const;

type Step =
  | { do: "say"; chatId: ChatId; senderId: string }
  | { do: "join"; chatId: ChatId; userId: string }
  | { do: "readHere" | "readElsewhere"; chatId: ChatId; back: number }
  | { do: "openChat" | "scrollUp"; chatId: ChatId }
  | { do: "deliver"; count: number }
  | { do: "repeat"; chatId: ChatId; back: number }
  | { do: "acknowledge" | "syncAtOnce" | "answerRest" | "cut" };

const chatId = fc.constantFrom(...CHATS);
const back = fc.nat({ max: 6 });

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant("say" as const),
      chatId,
      senderId: fc.constantFrom(ME, "anna", "boris"),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant("deliver" as const), count: fc.nat({ max: 5 }) }),
  },
  fc.record({
    do: fc.constant("join" as const),
    chatId,
    userId: fc.constantFrom("boris", "vera"),
  }),
  fc.record({ do: fc.constantFrom("readHere" as const, "readElsewhere" as const), chatId, back }),
  fc.record({ do: fc.constantFrom("openChat" as const, "scrollUp" as const), chatId }),
  fc.record({ do: fc.constant("repeat" as const), chatId, back }),
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom(
        "acknowledge" as const,
        "syncAtOnce" as const,
        "answerRest" as const,
        "cut" as const,
      ),
    }),
  },
);

/** One page of ours against the model server, with every queue between them in the open. */
class Session {
  state: MessengerState = reduce(initialState, { type: "signedIn", me: me() }).state;
  /** What the socket brings, in order. */
  private line: (() => void)[] = [];
  /** Answers of REST, which know no order with the socket. */
  private rest: (() => void)[] = [];
  private acknowledgements: Message[] = [];
  private wantsSync = true;
  private lastClientId = 0;
  private readonly server = createModelServer(CHATS, (event) =>
    this.line.push(this.hearing(event)),
  );

  run(next: Step): void {
    switch (next.do) {
      case "say":
        return this.say(next.chatId, next.senderId);
      case "join":
        return this.server.join(next.chatId, next.userId);
      case "readHere":
      case "readElsewhere": {
        const seq = (this.state.chatsById[next.chatId]?.lastSeq ?? 0) - next.back;
        if (seq <= 0) return;
        if (next.do === "readHere") this.apply({ type: "readByMe", chatId: next.chatId, seq });
        return this.server.read(next.chatId, seq);
      }
      case "openChat":
        if (this.state.timelinesByChat[next.chatId]?.live == null) this.loadNewest(next.chatId);
        return;
      case "scrollUp":
        return this.loadOlder(next.chatId);
      case "deliver":
        for (const hear of this.line.splice(0, next.count)) hear();
        return;
      case "repeat": {
        const event = this.server.log(next.chatId).at(-1 - next.back);
        const known = this.state.chatsById[next.chatId]?.lastSeq ?? 0;
        if (event !== undefined && event.data.seq <= known) this.hearing(event)();
        return;
      }
      case "acknowledge": {
        const stored = this.acknowledgements.shift();
        if (stored !== undefined) this.apply({ type: "acknowledged", message: stored });
        return;
      }
      case "syncAtOnce":
        if (this.wantsSync) this.syncAnswer()();
        return;
      case "answerRest":
        this.rest.shift()?.();
        return;
      case "cut":
        this.line = [];
        this.wantsSync = true;
        return;
    }
  }

  /** The line holds from now on: everything that is asked for is answered. */
  settle(): void {
    for (let round = 0; round < 50; round += 1) {
      if (this.wantsSync) this.line.push(this.syncAnswer());
      const due = [...this.line.splice(0), ...this.rest.splice(0)];
      for (const happen of due) happen();
      for (const stored of this.acknowledgements.splice(0)) {
        this.apply({ type: "acknowledged", message: stored });
      }
      if (due.length === 0 && !this.wantsSync) return;
    }
    throw new Error("the client goes round in circles");
  }

  expectFresh(): void {
    for (const id of CHATS) {
      const fresh = this.server.summary(id);
      const mine = this.state.chatsById[id];
      expect({ ...mine, members: mine?.members?.map((one) => one.user.id) }).toEqual({
        ...fresh,
        members: fresh.members?.map((one) => one.user.id),
      });
      const timeline = this.state.timelinesByChat[id];
      if (timeline?.live == null) continue;
      const all = this.server.messages(id);
      const shown = timeline.live.messages;
      expect(shown).toEqual(all.slice(all.length - shown.length));
      expect(timeline.live.hasOlder).toBe(shown.length < all.length);
      expect(timeline.live.hasNewer).toBe(false);
      expect(timeline.appliedSeq).toBe(fresh.lastSeq);
    }
    expect(this.state.pendingByChat).toEqual({});
    expect(this.state.chatsLoaded).toBe(true);
  }

  private apply(change: Change): void {
    const reduced = reduce(this.state, change);
    this.state = reduced.state;
    for (const effect of reduced.effects) this.carryOut(effect);
  }

  private carryOut(effect: Effect): void {
    switch (effect.type) {
      case "sync":
        this.wantsSync = true;
        return;
      case "loadNewest":
        this.loadNewest(effect.chatId);
        return;
      case "refetchChat": {
        const summary = this.server.summary(effect.chatId);
        this.rest.push(() => this.apply({ type: "chatFetched", chat: summary }));
        return;
      }
      case "arrived":
        return;
    }
  }

  private hearing(event: ServerEvent): () => void {
    return () => this.apply({ type: "event", event, nowMs: 0 });
  }

  private say(id: ChatId, senderId: string): void {
    this.lastClientId += 1;
    const clientId = `client ${this.lastClientId}`;
    if (senderId === ME) {
      this.apply({ type: "pendingAdded", item: pending({ clientId, chatId: id }) });
    }
    const stored = this.server.say(id, senderId, clientId);
    if (senderId === ME) this.acknowledgements.push(stored);
  }

  private syncAnswer(): () => void {
    this.wantsSync = false;
    const since = this.state.cursor;
    const held = Object.entries(this.state.timelinesByChat)
      .filter(([, timeline]) => timeline.live !== null)
      .map(([id, timeline]) => [id, timeline.appliedSeq] as const);
    const answer: SyncAnswer = this.server.sync(since, Object.fromEntries(held));
    return () => {
      this.apply({ type: "synced", answer });
      if (since === null) this.apply({ type: "chatsComplete", chatIds: [...CHATS] });
    };
  }

  private isLoading(id: ChatId): boolean {
    return this.state.timelinesByChat[id]?.loading.phase === "loading";
  }

  private loadNewest(id: ChatId): void {
    if (this.isLoading(id)) return;
    const loading = { phase: "loading", what: "newest" } as const;
    this.apply({ type: "timelineLoading", chatId: id, loading });
    const askedAtSeq = this.state.chatsById[id]?.lastSeq ?? 0;
    const page = this.server.newestPage(id);
    this.rest.push(() =>
      this.apply({ type: "pageLoaded", chatId: id, page: { place: "newest", page, askedAtSeq } }),
    );
  }

  private loadOlder(id: ChatId): void {
    const live = this.state.timelinesByChat[id]?.live;
    const first = live?.messages[0]?.seq;
    if (live?.hasOlder !== true || first === undefined || this.isLoading(id)) return;
    const loading = { phase: "loading", what: "older" } as const;
    this.apply({ type: "timelineLoading", chatId: id, loading });
    const page = this.server.olderPage(id, first);
    this.rest.push(() =>
      this.apply({ type: "pageLoaded", chatId: id, page: { place: "older", page, before: first } }),
    );
  }
}

describe("whatever the line does", () => {
  it("ends in the state that a fresh look would give", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const session = new Session();
        for (const next of steps) session.run(next);
        session.settle();
        session.expectFresh();
      }),
      { numRuns: 600 },
    );
  });
});
