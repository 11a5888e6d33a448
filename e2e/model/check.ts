/**
 * The model checker: people at random, a network that is cut, pages that are reloaded, a server that is killed. After
 * each round everything heals, and every device must show exactly what the server holds.
 */
import assert from "node:assert/strict";
import { Server } from "../support/server.ts";
import { act, knownBy, type World } from "./actions.ts";
import { differences } from "./compare.ts";
import { Person } from "./person.ts";
import { Random } from "./random.ts";
import { Device, buildClient } from "./realm.ts";

export interface Course {
  seed: number;
  rounds: number;
  /** Between two comparisons. */
  steps: number;
}

/** The devices of each person. */
const PEOPLE: Readonly<Record<string, number>> = { anna: 2, boris: 1, vera: 1, gleb: 1 };
const SETTLE_WITHIN_MS = 180_000;

export async function check({ seed, rounds, steps }: Course): Promise<void> {
  const random = new Random(seed);
  const script = await buildClient();
  const server = await Server.start();
  const people = Object.entries(PEOPLE).map(
    ([login, count]) =>
      new Person(
        login,
        Array.from({ length: count }, (_, n) => new Device(`${login} ${n + 1}`, script, server.url)),
        server.url,
      ),
  );
  const world: World = { random, people, written: new Map(), deleted: new Set() };
  const past: string[] = [];
  try {
    for (const person of people) await person.register(await server.invite());
    for (let round = 0; round < rounds; round++) {
      let isUp = true;
      for (let step = 0; step < steps; step++) {
        past.push(
          await trouble(world, server, isUp).then((what) => {
            isUp = what.isUp;
            return what.name;
          }),
        );
        past.push(await act(world));
      }
      if (!isUp) await server.up();
      for (const device of devicesOf(world)) device.heal();
      await settled(world, past, `seed ${seed}, round ${round}`);
    }
    await nothingLostOrDoubled(world);
  } finally {
    for (const device of devicesOf(world)) device.close();
    await server.dispose();
  }
}

function devicesOf({ people }: World): Device[] {
  return people.flatMap((person) => person.devices);
}

async function trouble(
  world: World,
  server: Server,
  isUp: boolean,
): Promise<{ name: string; isUp: boolean }> {
  const { random } = world;
  if (!isUp) {
    if (!random.chance(0.3)) return { name: "", isUp };
    await server.up();
    return { name: "the server is back", isUp: true };
  }
  const device = random.pick(devicesOf(world));
  const dice = random.next();
  if (device === undefined || dice > 0.16) return { name: "", isUp };
  if (dice < 0.05) {
    device.cut();
    return { name: `${device.name} loses the network`, isUp };
  }
  if (dice < 0.1) {
    device.heal();
    return { name: `${device.name} has a network`, isUp };
  }
  if (dice < 0.15) {
    await device.reload();
    return { name: `${device.name} reloads`, isUp };
  }
  await server.kill();
  return { name: "the server is killed", isUp: false };
}

/** Waits until every device shows the truth; tells what differs if that never comes. */
async function settled(world: World, past: string[], where: string): Promise<void> {
  const deadline = Date.now() + SETTLE_WITHIN_MS;
  for (;;) {
    const found: string[] = [];
    for (const person of world.people) {
      for (const device of person.devices) {
        for (const difference of await differences(person, device))
          found.push(`${device.name} (${connectionOf(device)}): ${difference}`);
      }
    }
    if (found.length === 0) return;
    if (Date.now() > deadline) {
      const story = past
        .filter((line) => line !== "")
        .slice(-60)
        .join("\n  ");
      assert.fail(`${where}\n  ${story}\n${found.join("\n")}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function connectionOf(device: Device): string {
  return JSON.stringify(device.messenger.store.getState().connection);
}

/** Every text that a device took in is in its chat once, or stands there refused. */
async function nothingLostOrDoubled(world: World): Promise<void> {
  const seen = new Map<string, number>();
  for (const person of world.people) {
    for (const chat of await person.chats()) {
      for (const message of await everyMessage(person, chat.id)) {
        if (message.senderId !== person.id) continue;
        seen.set(knownBy(message), (seen.get(knownBy(message)) ?? 0) + 1);
      }
    }
  }
  for (const [text, { person, chatId }] of world.written) {
    const count = seen.get(text) ?? 0;
    assert.ok(count <= 1, `«${text}» came ${count} times`);
    if (count === 1) continue;
    const wasThere = (await everyMessage(person, chatId).catch(() => null)) ?? null;
    // Deleted for everybody or for oneself, or in a group that the writer is no longer in.
    const refused = person.devices.some((device) =>
      Object.values(device.messenger.store.getState().pendingByChat)
        .flat()
        .some((pending) => pending.text === text && pending.status.phase === "failed"),
    );
    const gone = wasThere === null || world.deleted.has(text);
    assert.ok(refused || gone, `«${text}» of ${person.login} is lost`);
  }
}

async function everyMessage(person: Person, chatId: string) {
  const all = await person.messages(chatId);
  for (let first = all[0]?.seq ?? 0; first > 1;) {
    const older = await person.ask<{ items: typeof all; hasMore: boolean }>(
      "GET",
      `/chats/${chatId}/messages?limit=200&before=${first}`,
    );
    all.unshift(...older.items);
    if (!older.hasMore) break;
    first = older.items[0]?.seq ?? 0;
  }
  return all;
}
