/**
 * Calls between two homes, and calls of groups, through every kind of network, each judged by the sound that arrives. Started by
 * `cargo xtask test-nat`, which needs root; builds and removes its own network.
 */
import { ANNA, BORIS, eventually, openDirectChat, registerByLink } from "../support/people.ts";
import { Device, type Measured } from "./device.ts";
import { groupCalls, groupTable, VERA, type GroupRow } from "./group.ts";
import {
  build,
  HOMES,
  makeWaysBad,
  makeWaysGood,
  moveDevices,
  setRelayPorts,
  setRouters,
  tearDown,
  type Outgoing,
  type Translation,
} from "./network.ts";
import { NatServer } from "./server.ts";

/** What a call is judged by: so many packets of one side (6 s of sound), and what of them reaches the other. */
const PACKETS = 300;
const SHARE = 0.7;
/** The tone of the fake microphone gives about 0.015 a second. */
const ENERGY = 0.01;
/** For what hangs; a loaded machine is slow. */
const PATIENCE_MS = 90_000;

interface Row {
  network: string;
  share: [number, number];
  paths: [string, string];
  trouble: string;
}

interface Case {
  network: string;
  translation: Translation;
  outgoing?: Outgoing;
  relayPorts?: "closed";
  /** What the path of both sides must come to, where the network decides it. */
  path?: RegExp;
  /** Done before the call; its answer is added to the network's name. */
  before?: () => Promise<string>;
  /** Done during the call, after which everything is measured again. */
  during?: () => void;
  after?: () => void;
}

const [HOME_A] = HOMES;

const CASES: readonly Case[] = [
  { network: "open", translation: "none", path: /^host udp$/ },
  { network: "cone NAT", translation: "cone", path: /udp$/ },
  { network: "symmetric NAT on both sides", translation: "symmetric", path: /^(relay|prflx|srflx) udp$/ },
  {
    network: "symmetric NAT, relay ports closed",
    translation: "symmetric",
    relayPorts: "closed",
    path: /^relay udp$/,
  },
  { network: "UDP blocked", translation: "cone", outgoing: "no UDP", path: /^relay tcp$/ },
  { network: "TCP 443 only", translation: "cone", outgoing: "TCP 443 only", path: /^relay tls$/ },
  {
    network: "address changes in mid-call",
    translation: "cone",
    path: /udp$/,
    during: () => moveDevices(HOME_A, 10, 11),
    after: () => moveDevices(HOME_A, 11, 10),
  },
  // Chance decides which way answers first here; each of them has to carry the sound.
  { network: "10 % loss, 100 ms jitter", translation: "cone", before: makeWaysBad, after: makeWaysGood },
];

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  build();
  const server = await NatServer.start();
  const devices: Device[] = [];
  const rows: Row[] = [];
  const groups: GroupRow[] = [];
  const isWanted = (name: string): boolean =>
    wanted.length === 0 || wanted.some((part) => name.includes(part));
  try {
    setRouters("cone", "everything");
    const anna = await Device.start(HOMES[0], server);
    devices.push(anna);
    const boris = await Device.start(HOMES[1], server);
    devices.push(boris);
    for (const [device, person] of [
      [anna, ANNA],
      [boris, BORIS],
    ] as const) {
      await registerByLink(device.page, server, person, await server.invite());
    }
    await openDirectChat(anna.page, BORIS);
    for (const one of CASES) {
      if (!isWanted(one.network)) continue;
      const first = await through(one, [anna, boris]);
      // Two browsers and a server share one machine: what fails by chance does not fail twice, and is told.
      rows.push(first.trouble === "" ? first : await again(one, [anna, boris], first.trouble));
    }
    // The third comes when the calls of two are over: each browser takes its part of the machine.
    setRouters("cone", "everything");
    const vera = await Device.start(HOMES[2], server);
    devices.push(vera);
    await registerByLink(vera.page, server, VERA, await server.invite());
    groups.push(...(await groupCalls([anna, boris, vera], isWanted)));
  } finally {
    for (const device of devices) await device.close();
    const log = await server.said();
    await server.dispose();
    tearDown();
    const failed = [...rows, ...groups].some((row) => row.trouble !== "");
    if (failed) process.stderr.write(`${log}\n`);
    print(rows);
    printTable([["call of a group", "network", "hears", "path", "verdict"], ...groupTable(groups)]);
    if (failed || rows.length + groups.length === 0) process.exitCode = 1;
  }
}

async function through(one: Case, devices: [Device, Device]): Promise<Row> {
  setRouters(one.translation, one.outgoing ?? "everything");
  setRelayPorts(one.relayPorts ?? "open");
  const row: Row = { network: one.network, share: [0, 0], paths: ["", ""], trouble: "" };
  process.stderr.write(`${one.network} …\n`);
  try {
    const done = await one.before?.();
    if (done !== undefined) row.network += ` (${done})`;
    await call(devices);
    await judge(one, devices, row);
    if (one.during !== undefined) {
      one.during();
      await judge(one, devices, row);
    }
  } catch (error) {
    row.trouble = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  }
  await hangUp(devices).catch((error: unknown) => (row.trouble ||= String(error)));
  one.after?.();
  return row;
}

async function again(one: Case, devices: [Device, Device], trouble: string): Promise<Row> {
  process.stderr.write(`!!! UNSTEADY: ${one.network}: ${trouble}; once more\n`);
  const row = await through(one, devices);
  return { ...row, network: `${row.network} (second attempt)` };
}

async function call([anna, boris]: [Device, Device]): Promise<void> {
  // A socket that the change of routers cut has to be back; whoever is not there does not ring.
  await anna.page.reload();
  await boris.page.reload();
  await anna.page.getByRole("button", { name: "Аудиозвонок" }).first().click({ timeout: PATIENCE_MS });
  const incoming = boris.page.getByRole("dialog", { name: /Входящий звонок/ });
  await incoming.getByRole("button", { name: "Ответить" }).first().click({ timeout: PATIENCE_MS });
}

/** Waits until enough was said on both sides, and looks what of it arrived. */
async function judge(one: Case, devices: [Device, Device], row: Row): Promise<void> {
  const measure = (): Promise<[Measured, Measured]> =>
    Promise.all([devices[0].measure(), devices[1].measure()]);
  const flows = (before: [Measured, Measured], now: [Measured, Measured]): boolean =>
    now.every(
      (side, index) => side.state === "connected" && side.received > (before[index]?.received ?? 0) + 20,
    );
  const isOnPath = (side: Measured): boolean => one.path?.test(side.path) ?? true;
  const start = await measure();
  // The first way that answers may be the relay; a better one takes over when its checks are through.
  const before = await eventually(
    measure,
    (now) => flows(start, now) && now.every(isOnPath),
    "sound on both sides, on the path this network allows",
    PATIENCE_MS,
  );
  const after = await eventually(
    measure,
    (now) => now.every((side, index) => side.sent >= (before[index]?.sent ?? 0) + PACKETS),
    "both sides go on speaking",
    PATIENCE_MS,
  );
  for (const [from, to] of [
    [0, 1],
    [1, 0],
  ] as const) {
    const share = (after[to].received - before[to].received) / (after[from].sent - before[from].sent);
    row.share[to] = share;
    row.paths[to] = after[to].path;
    const energy = after[to].energy - before[to].energy;
    if (share < SHARE) row.trouble = `only ${Math.round(share * 100)} % of the packets arrived`;
    if (energy < ENERGY) row.trouble = `no tone in what arrived (energy ${energy.toFixed(4)})`;
    if (after[to].state !== "connected") row.trouble = `the call is ${after[to].state}`;
    if (!isOnPath(after[to])) row.trouble = `the path is ${after[to].path}`;
  }
}

async function hangUp([anna, boris]: [Device, Device]): Promise<void> {
  const end = anna.page.getByRole("button", { name: "Завершить" }).first();
  if (await end.isVisible()) await end.click();
  await boris.page.getByRole("button", { name: "Завершить" }).first().waitFor({ state: "hidden" });
}

function print(rows: readonly Row[]): void {
  const percent = (share: number): string => `${Math.min(100, Math.round(share * 100))} %`;
  printTable([
    ["network", "A hears B", "B hears A", "path of A", "path of B", "verdict"],
    ...rows.map((row) => [
      row.network,
      percent(row.share[0]),
      percent(row.share[1]),
      row.paths[0],
      row.paths[1],
      row.trouble === "" ? "sound" : row.trouble,
    ]),
  ]);
}

function printTable(table: readonly string[][]): void {
  const widths = (table[0] ?? []).map((_, column) =>
    Math.max(...table.map((line) => line[column]?.length ?? 0)),
  );
  for (const line of table) {
    process.stdout.write(`${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}\n`);
  }
}

await main();
