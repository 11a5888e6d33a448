/** However the line treats us, we end where a fresh look at the server would have put us. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { ServerEvent, SyncAnswer } from "@/api/frames";
import type { Chat, ChatId, Message } from "@/api/types";
import { runs } from "@/lib/propertyRuns";
import { initialState, type MessageWish, type MessengerState, type PendingAction } from "../state";
import { placesHeld } from "../selectors";
import { createModelServer } from "../testing/modelServer";
import { LONG_AGO, me, ME, pending } from "../testing/records";
import type { Change, Effect } from "./change";
import { reduce } from "./reduce";

const CHATS = ["a", "b"] as const;

const PEOPLE = [ME, "anna", "boris"] as const;

type Step =
  | { do: "say"; chatId: ChatId; senderId: string; namesMe: boolean }
  /** `back`: which message, counted from the newest. */
  | {
      do: "edit" | "showLink" | "erase" | "hide" | "pin" | "unpin" | "lookUp";
      chatId: ChatId;
      back: number;
    }
  | { do: "react"; chatId: ChatId; back: number; userId: string; emoji: string; set: boolean }
  /** Asked for on this device, and shown before the server has done it. */
  | { do: "editHere" | "eraseHere" | "hideHere" | "reactHere"; chatId: ChatId; back: number }
  | { do: "join" | "leave"; chatId: ChatId; userId: string }
  | { do: "setRole"; chatId: ChatId; userId: string; role: "member" | "admin" }
  | { do: "rename"; chatId: ChatId; title: string | null }
  | { do: "loseChat" | "getChat"; chatId: ChatId }
  | { do: "arrange"; chatId: ChatId; pinned: boolean; archived: boolean; markedUnread: boolean }
  | { do: "readHere" | "readElsewhere"; chatId: ChatId; back: number }
  | { do: "openChat" | "scrollUp"; chatId: ChatId }
  | { do: "deliver"; count: number }
  | { do: "repeat"; chatId: ChatId; back: number }
  | { do: "acknowledge" | "syncAtOnce" | "syncSlowly" | "answerSync" | "answerRest" | "cut" };

/** Mostly the same chat, so that things happen to the same messages. */
const chatId = fc.constantFrom("a" as const, "a" as const, "a" as const, "b" as const);
const back = fc.nat({ max: 4 });

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant("say" as const),
      chatId,
      senderId: fc.constantFrom(...PEOPLE),
      namesMe: fc.boolean(),
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({ do: fc.constant("deliver" as const), count: fc.nat({ max: 5 }) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom(
        "edit" as const,
        "showLink" as const,
        "erase" as const,
        "hide" as const,
        "pin" as const,
        "unpin" as const,
        "lookUp" as const,
      ),
      chatId,
      back,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("react" as const),
      chatId,
      back,
      userId: fc.constantFrom(...PEOPLE),
      emoji: fc.constantFrom("👍", "❤️"),
      set: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom(
        "editHere" as const,
        "eraseHere" as const,
        "hideHere" as const,
        "reactHere" as const,
      ),
      chatId,
      back,
    }),
  },
  fc.record({
    do: fc.constantFrom("join" as const, "leave" as const),
    chatId,
    userId: fc.constantFrom("boris", "vera"),
  }),
  fc.record({
    do: fc.constant("setRole" as const),
    chatId,
    userId: fc.constantFrom(ME, "anna"),
    role: fc.constantFrom("member" as const, "admin" as const),
  }),
  fc.record({
    do: fc.constant("rename" as const),
    chatId,
    title: fc.constantFrom("new", "newer", null),
  }),
  fc.record({ do: fc.constantFrom("loseChat" as const, "getChat" as const), chatId }),
  fc.record({
    do: fc.constant("arrange" as const),
    chatId,
    pinned: fc.boolean(),
    archived: fc.boolean(),
    markedUnread: fc.boolean(),
  }),
  fc.record({ do: fc.constantFrom("readHere" as const, "readElsewhere" as const), chatId, back }),
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom("openChat" as const, "scrollUp" as const), chatId }),
  },
  fc.record({ do: fc.constant("repeat" as const), chatId, back }),
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom(
        "acknowledge" as const,
        "syncAtOnce" as const,
        "syncSlowly" as const,
        "answerSync" as const,
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
  /** Answers to what was sent, which may come before their events or after. */
  private acknowledgements: (() => void)[] = [];
  private wantsSync = true;
  /** An answer that was made out and is not sent yet. */
  private slowSync: (() => void) | null = null;
  private lastClientId = 0;
  private readonly server = createModelServer(CHATS, (event) =>
    this.line.push(this.hearing(event)),
  );

  run(next: Step): void {
    switch (next.do) {
      case "say":
        if (next.senderId !== ME || this.server.isMine(next.chatId)) {
          this.say(next.chatId, next.senderId, next.namesMe ? [ME] : []);
        }
        return;
      case "edit":
        return this.withMessage(next, (one) => {
          if (one.deletedAt == null) this.server.edit(one.id, `edited by ${one.rev}`);
        });
      case "showLink":
        return this.withMessage(next, (one) =>
          this.server.showLink(one.id, { url: "https://a.example", title: `seen at ${one.rev}` }),
        );
      case "erase":
        return this.withMessage(next, (one) => this.server.erase(one.id));
      case "hide":
        return this.withMessage(next, (one) => {
          if (this.server.isMine(next.chatId)) this.server.hide(one.id);
        });
      case "pin":
      case "unpin":
        return this.withMessage(next, (one) => this.server.pin(one.id, next.do === "pin"));
      case "react":
        return this.withMessage(next, (one) => {
          if (next.userId === ME && !this.server.isMine(next.chatId)) return;
          this.server.react(one.id, next.userId, next.emoji, next.set);
        });
      case "lookUp":
        return this.withMessage(next, (one) => this.lookUp(next.chatId, [one.id, "nobody's"]));
      case "editHere":
        return this.act(next, { type: "edit", text: "edited here" }, (one) =>
          one.senderId === ME && one.deletedAt == null
            ? this.server.edit(one.id, "edited here")
            : null,
        );
      case "eraseHere":
        return this.act(next, { type: "delete", for: "everyone" }, (one) => {
          this.server.erase(one.id);
          return null;
        });
      case "hideHere":
        return this.act(next, { type: "delete", for: "me" }, (one) => {
          this.server.hide(one.id);
          return null;
        });
      case "reactHere":
        return this.act(next, { type: "react", emoji: "👍", set: true }, (one) => {
          this.server.react(one.id, ME, "👍", true);
          return null;
        });
      case "join":
        return this.server.join(next.chatId, next.userId);
      case "leave":
        return this.server.leave(next.chatId, next.userId);
      case "setRole":
        return this.server.setRole(next.chatId, next.userId, next.role);
      case "rename":
        return this.server.rename(next.chatId, next.title);
      case "loseChat":
      case "getChat":
        return this.server.setMine(next.chatId, next.do === "getChat");
      case "arrange": {
        const { chatId: id, pinned, archived, markedUnread } = next;
        if (this.server.isMine(id)) this.server.arrange(id, { pinned, archived, markedUnread });
        return;
      }
      case "readHere":
      case "readElsewhere": {
        const seq = (this.state.chatsById[next.chatId]?.lastSeq ?? 0) - next.back;
        if (seq <= 0 || !this.server.isMine(next.chatId)) return;
        if (next.do === "readHere") this.apply({ type: "readByMe", chatId: next.chatId, seq });
        return this.server.read(next.chatId, seq);
      }
      case "openChat":
        if (this.state.chatsById[next.chatId] === undefined) return;
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
      case "acknowledge":
        this.acknowledgements.shift()?.();
        return;
      case "syncAtOnce":
        // Behind what the socket already carries.
        if (this.wantsSync && this.slowSync === null) this.line.push(this.syncAnswer());
        return;
      case "syncSlowly":
        // What happens until it is answered goes before it.
        if (this.wantsSync) this.slowSync ??= this.syncAnswer();
        return;
      case "answerSync":
        this.answerSlowSync();
        return;
      case "answerRest":
        this.rest.shift()?.();
        return;
      case "cut":
        this.line = [];
        this.slowSync = null;
        this.wantsSync = true;
        return;
    }
  }

  /** The line holds from now on: everything that is asked for is answered. */
  settle(): void {
    this.answerSlowSync();
    for (let round = 0; round < 50; round += 1) {
      if (this.wantsSync) this.line.push(this.syncAnswer());
      const due = [
        ...this.line.splice(0),
        ...this.rest.splice(0),
        ...this.acknowledgements.splice(0),
      ];
      for (const happen of due) happen();
      if (due.length === 0 && !this.wantsSync) return;
    }
    throw new Error("the client goes round in circles");
  }

  expectFresh(): void {
    expect(Object.keys(this.state.chatsById).sort()).toEqual(this.server.myChats());
    for (const id of this.server.myChats()) {
      expect(comparable(this.state.chatsById[id])).toEqual(comparable(this.server.summary(id)));
      const timeline = this.state.timelinesByChat[id];
      if (timeline?.live == null) continue;
      const all = this.server.messages(id);
      const shown = timeline.live.messages;
      expect(shown.map(seen)).toEqual(all.slice(all.length - shown.length).map(seen));
      // What I have hidden may have been all that was older: the next page tells.
      if (shown.length < all.length) expect(timeline.live.hasOlder).toBe(true);
      expect(timeline.live.hasNewer).toBe(false);
      expect(timeline.appliedSeq).toBe(this.server.log(id).length);
      for (const [messageId, known] of Object.entries(timeline.aside)) {
        const [fresh] = this.server.byId(id, [messageId]);
        expect(known && seen(known)).toEqual(fresh === undefined ? null : seen(fresh));
      }
    }
    expect(this.state.pendingByChat).toEqual({});
    for (const item of Object.values(this.state.actionsByChat).flat()) expect(item.done).toBe(true);
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
        const mySide = this.state.mySideChanges[effect.chatId] ?? 0;
        const { chatId: id } = effect;
        if (!this.server.isMine(id)) {
          this.rest.push(() => this.apply({ type: "chatMissed", chatId: id, mySide }));
          return;
        }
        const summary = this.server.summary(effect.chatId);
        this.rest.push(() => this.apply({ type: "chatRefetched", chat: summary, mySide }));
        return;
      }
      case "refreshAway":
      case "arrived":
        return;
    }
  }

  private hearing(event: ServerEvent): () => void {
    return () => this.apply({ type: "event", event, nowMs: 0 });
  }

  private say(id: ChatId, senderId: string, mentions: string[]): void {
    this.lastClientId += 1;
    const clientId = `client ${this.lastClientId}`;
    if (senderId === ME) {
      this.apply({ type: "pendingAdded", item: pending({ clientId, chatId: id }) });
    }
    const stored = this.server.say(id, senderId, clientId, mentions);
    if (senderId !== ME) return;
    this.acknowledgements.push(() => this.apply({ type: "acknowledged", message: stored }));
  }

  /** The server does it at once; its answer is on the way. */
  private act(
    place: { chatId: ChatId; back: number },
    change: MessageWish,
    perform: (message: Message) => Message | null,
  ): void {
    this.withMessage(place, (one) => {
      if (!this.server.isMine(place.chatId)) return;
      this.lastClientId += 1;
      const clientId = `client ${this.lastClientId}`;
      const about = { chatId: place.chatId, messageId: one.id, createdAt: LONG_AGO };
      const item: PendingAction = { clientId, ...about, change };
      this.apply({ type: "actionAdded", item });
      const answer = perform(one);
      this.acknowledgements.push(() => this.apply({ type: "actionDone", item, message: answer }));
    });
  }

  private withMessage(
    { chatId: id, back: fromEnd }: { chatId: ChatId; back: number },
    act: (message: Message) => void,
  ): void {
    const one = this.server.messages(id).at(-1 - fromEnd);
    if (one !== undefined) act(one);
  }

  private syncAnswer(): () => void {
    this.wantsSync = false;
    const since = this.state.cursor;
    const answer: SyncAnswer = this.server.sync(since, placesHeld(this.state));
    const mySide = this.state.mySideChanges;
    return () => {
      this.apply({ type: "synced", answer, mySide });
      const chatIds = answer.chats.map(({ chat }) => chat.id);
      if (since === null) this.apply({ type: "chatsComplete", chatIds, mySide });
    };
  }

  private answerSlowSync(): void {
    if (this.slowSync !== null) this.line.push(this.slowSync);
    this.slowSync = null;
  }

  private isLoading(id: ChatId): boolean {
    return this.state.timelinesByChat[id]?.loading.phase === "loading";
  }

  private loadNewest(id: ChatId): void {
    if (this.isLoading(id) || !this.server.isMine(id)) return;
    const loading = { phase: "loading", what: "newest" } as const;
    this.apply({ type: "timelineLoading", chatId: id, loading });
    const askedAtSeq = this.state.chatsById[id]?.lastSeq ?? 0;
    const page = this.server.newestPage(id);
    this.rest.push(() =>
      this.apply({
        type: "pageLoaded",
        chatId: id,
        loading,
        page: { place: "newest", page, askedAtSeq },
      }),
    );
  }

  private loadOlder(id: ChatId): void {
    const live = this.state.timelinesByChat[id]?.live;
    const first = live?.messages[0]?.seq;
    if (live?.hasOlder !== true || first === undefined || this.isLoading(id)) return;
    if (!this.server.isMine(id)) return;
    const askedAtSeq = this.state.timelinesByChat[id]?.appliedSeq ?? 0;
    const loading = { phase: "loading", what: "older" } as const;
    this.apply({ type: "timelineLoading", chatId: id, loading });
    const page = this.server.olderPage(id, first);
    const loaded = { place: "older" as const, page, before: first, askedAtSeq };
    this.rest.push(() => this.apply({ type: "pageLoaded", chatId: id, loading, page: loaded }));
  }

  private lookUp(id: ChatId, ids: string[]): void {
    if (this.state.timelinesByChat[id]?.live == null || !this.server.isMine(id)) return;
    const askedAtSeq = this.state.timelinesByChat[id].appliedSeq;
    const items = this.server.byId(id, ids);
    this.rest.push(() => this.apply({ type: "asideLoaded", chatId: id, ids, items, askedAtSeq }));
  }
}

/** What of a summary must be as the server would say it; people's marks and profiles are others' matter. */
function comparable(found: Chat | undefined): unknown {
  if (found === undefined) return undefined;
  const { members, lastMessage, unreadMentions, ...rest } = found;
  return {
    ...rest,
    unreadMentions: unreadMentions ?? 0,
    lastMessage: lastMessage == null ? null : seen(lastMessage),
    members: members?.map(({ user, role }) => `${user.id}: ${role}`).sort(),
  };
}

/** A message as it shows. */
function seen(one: Message): unknown {
  const reactions = (one.reactions ?? []).map(({ emoji, count, mine }) => ({
    emoji,
    count,
    mine: mine === true,
  }));
  return { ...one, reactions };
}

describe("whatever the line does", () => {
  it("ends in the state that a fresh look would give", () => {
    fc.assert(
      fc.property(fc.boolean(), fc.array(step, { maxLength: 60, size: "max" }), (open, steps) => {
        const session = new Session();
        if (open) {
          for (let n = 0; n < 5; n += 1) {
            session.run({ do: "say", chatId: "a", senderId: "anna", namesMe: false });
          }
          session.settle();
          session.run({ do: "openChat", chatId: "a" });
          session.settle();
        }
        for (const next of steps) session.run(next);
        session.settle();
        session.expectFresh();
      }),
      { numRuns: runs(800) },
    );
  });
});
