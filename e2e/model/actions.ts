/** What people do, at random. An action that the server refuses is no failure: people try what they may not. */
import type { Chat, Message } from "../../web/src/api/types.ts";
import { Refused, type Person } from "./person.ts";
import type { Random } from "./random.ts";

export interface World {
  random: Random;
  people: Person[];
  /** Every text that was handed to a device, with who wrote it and where. */
  written: Map<string, { person: Person; chatId: string }>;
  /** Texts of messages that somebody deleted. */
  deleted: Set<string>;
}

type Action = (world: World, person: Person) => Promise<void>;

const EMOJI = ["👍", "❤️", "😂", "🔥"];

/** What is done, and how often compared to the others. */
export const ACTIONS: readonly [number, string, Action][] = [
  [30, "write", write],
  [6, "open", open],
  [8, "read", read],
  [6, "edit", edit],
  [5, "delete", remove],
  [3, "hide", hide],
  [10, "react", react],
  [4, "reply", reply],
  [3, "pin", pin],
  [4, "mine", changeMine],
  [2, "direct", openDirect],
  [2, "group", makeGroup],
  [4, "members", changeMembers],
  [2, "rename", rename],
];

export async function act(world: World): Promise<string> {
  const person = world.random.pick(world.people);
  if (person === undefined) return "nobody";
  let left = world.random.below(ACTIONS.reduce((sum, [weight]) => sum + weight, 0));
  for (const [weight, name, action] of ACTIONS) {
    left -= weight;
    if (left >= 0) continue;
    try {
      await action(world, person);
    } catch (error) {
      // Refused, or the server is away just now. Anything else is a defect.
      if (error instanceof Refused && error.status < 500) return `${person.login} ${name} (${error.status})`;
      if (error instanceof TypeError || error instanceof Refused) return `${person.login} ${name} (away)`;
      throw error;
    }
    return `${person.login} ${name}`;
  }
  return "nothing";
}

async function someChat({ random }: World, person: Person): Promise<Chat | undefined> {
  return random.pick(await person.chats());
}

async function someMessage(world: World, person: Person): Promise<Message | undefined> {
  const chat = await someChat(world, person);
  return chat && world.random.pick(await person.messages(chat.id, 20));
}

async function ownMessage(world: World, person: Person): Promise<Message | undefined> {
  const chat = await someChat(world, person);
  const messages = chat ? await person.messages(chat.id, 20) : [];
  return world.random.pick(messages.filter((message) => message.senderId === person.id));
}

async function write(world: World, person: Person): Promise<void> {
  const device = world.random.pick(person.devices);
  const chatId = world.random.pick(Object.keys(device?.messenger.store.getState().chatsById ?? {}));
  if (device === undefined || chatId === undefined) return;
  for (let n = world.random.below(3); n >= 0; n--) {
    const text = `слово ${world.written.size + 1}`;
    world.written.set(text, { person, chatId });
    await device.messenger.messages.sendText(chatId, text);
  }
}

async function open(world: World, person: Person): Promise<void> {
  const device = world.random.pick(person.devices);
  const chatId = world.random.pick(Object.keys(device?.messenger.store.getState().chatsById ?? {}));
  if (device !== undefined && chatId !== undefined) await device.messenger.timeline.open(chatId);
}

function read(world: World, person: Person): Promise<void> {
  const device = world.random.pick(person.devices);
  const chats = Object.values(device?.messenger.store.getState().chatsById ?? {});
  const chat = world.random.pick(chats);
  if (device !== undefined && chat !== undefined) device.messenger.chats.markRead(chat.id, chat.lastSeq);
  return Promise.resolve();
}

async function edit(world: World, person: Person): Promise<void> {
  const message = await ownMessage(world, person);
  if (message?.text == null) return;
  await person.ask("PATCH", `/messages/${message.id}`, {
    text: `${knownBy(message)} · ${world.random.below(1_000)}`,
  });
}

/** The first words, which stay when a message is edited. */
export function knownBy(message: Message): string {
  const [known = ""] = (message.text ?? "").split(" · ", 1);
  return known;
}

async function remove(world: World, person: Person): Promise<void> {
  const message = await ownMessage(world, person);
  if (message === undefined) return;
  world.deleted.add(knownBy(message));
  await person.ask("DELETE", `/messages/${message.id}?for=everyone`);
}

async function hide(world: World, person: Person): Promise<void> {
  const message = await someMessage(world, person);
  if (message === undefined) return;
  world.deleted.add(knownBy(message));
  await person.ask("DELETE", `/messages/${message.id}?for=me`);
}

async function react(world: World, person: Person): Promise<void> {
  const message = await someMessage(world, person);
  const emoji = world.random.pick(EMOJI);
  if (message === undefined || emoji === undefined) return;
  const method = world.random.chance(0.7) ? "PUT" : "DELETE";
  await person.ask(method, `/messages/${message.id}/reactions/${encodeURIComponent(emoji)}`);
}

async function reply(world: World, person: Person): Promise<void> {
  const message = await someMessage(world, person);
  if (message === undefined) return;
  await person.ask("POST", `/chats/${message.chatId}/messages`, {
    clientId: `reply-${world.random.below(1e9)}`,
    text: `@${world.random.pick(world.people)?.login ?? ""} ответ`,
    replyTo: message.id,
  });
}

async function pin(world: World, person: Person): Promise<void> {
  const message = await someMessage(world, person);
  if (message === undefined) return;
  const method = world.random.chance(0.6) ? "PUT" : "DELETE";
  await person.ask(method, `/chats/${message.chatId}/pins/${message.id}`);
}

async function changeMine(world: World, person: Person): Promise<void> {
  const chat = await someChat(world, person);
  if (chat === undefined) return;
  const patch = world.random.pick([
    { pinned: !chat.pinned },
    { archived: !chat.archived },
    { markedUnread: true },
    { mutedUntil: world.random.chance(0.5) ? "2100-01-01T00:00:00.000Z" : null },
  ]);
  await person.ask("PATCH", `/chats/${chat.id}/mine`, patch);
}

async function openDirect(world: World, person: Person): Promise<void> {
  const other = world.random.pick(world.people.filter((one) => one !== person));
  if (other) await person.ask("POST", "/chats", { kind: "direct", userId: other.id });
}

async function makeGroup(world: World, person: Person): Promise<void> {
  const memberIds = world.people
    .filter((one) => one !== person && world.random.chance(0.6))
    .map(({ id }) => id);
  await person.ask("POST", "/chats", {
    kind: "group",
    title: `Группа ${world.random.below(100)}`,
    memberIds,
  });
}

async function changeMembers(world: World, person: Person): Promise<void> {
  const chat = world.random.pick((await person.chats()).filter(({ kind }) => kind === "group"));
  const other = world.random.pick(world.people);
  if (chat === undefined || other === undefined) return;
  switch (world.random.below(4)) {
    case 0:
    case 1:
      await person.ask("POST", `/chats/${chat.id}/members`, { userIds: [other.id] });
      return;
    case 2:
      await person.ask("DELETE", `/chats/${chat.id}/members/${other.id}`);
      return;
    default:
      await person.ask("PATCH", `/chats/${chat.id}/members/${other.id}`, {
        role: world.random.pick(["admin", "member"]),
      });
  }
}

async function rename(world: World, person: Person): Promise<void> {
  const chat = world.random.pick((await person.chats()).filter(({ kind }) => kind === "group"));
  if (chat) await person.ask("PATCH", `/chats/${chat.id}`, { title: `Имя ${world.random.below(100)}` });
}
