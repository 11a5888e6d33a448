/**
 * Calls of groups whose people sit in networks of different kinds, through the server: everybody has to hear everybody else.
 */
import { createGroup } from "../support/groups.ts";
import { BORIS, chatRow, eventually, type Newcomer } from "../support/people.ts";
import { answerRing } from "../support/ring.ts";
import type { Device, Measured } from "./device.ts";
import { HOMES, makeHomeBad, makeWaysGood, setRelayPorts, setRouter } from "./network.ts";

export const VERA: Newcomer = { login: "vera", name: "Вера" };
const TITLE = "Дача";

/** What a call is judged by: so many packets of one person (10 s of sound), and what of them reaches each of the others. */
const PACKETS = 500;
/** What is left of sound that goes through the bad home, lost once on each way. */
const SHARE = 0.7;
/** The tone of the fake microphone gives about 0.015 a second. */
const ENERGY = 0.02;
/** For what hangs; a loaded machine is slow. */
const PATIENCE_MS = 120_000;

/** How one person fared. */
export interface Fare {
  network: string;
  /** The part of the others' packets that arrived, of the worst of them. */
  share: number;
  path: string;
}

export interface GroupRow {
  call: string;
  fares: Fare[];
  trouble: string;
}

interface Place {
  network: string;
  /** What the path must come to. */
  path: RegExp;
}

interface GroupCase {
  call: string;
  places: readonly [Place, Place, Place];
  /** What the routers do from now on. Its answer says by what the first home's ways are bad. */
  arrange: () => Promise<string>;
}

const BAD: Place = { network: "10 % loss, 0 to 200 ms late", path: /udp$/ };
const GOOD: Place = { network: "cone NAT", path: /^(host|srflx|prflx) udp$/ };

const CASES: readonly GroupCase[] = [
  {
    call: "a bad line, UDP blocked behind a symmetric NAT, a good line",
    places: [BAD, { network: "symmetric NAT, UDP blocked", path: /^relay (tcp|tls)$/ }, GOOD],
    arrange: () => {
      setRouter(HOMES[0], "cone", "everything");
      setRouter(HOMES[1], "symmetric", "no UDP");
      setRouter(HOMES[2], "cone", "everything");
      setRelayPorts("closed");
      return makeHomeBad(HOMES[0]);
    },
  },
  {
    call: "a bad line, TCP 443 only behind a symmetric NAT, a good line",
    places: [BAD, { network: "symmetric NAT, TCP 443 only", path: /^relay tls$/ }, GOOD],
    arrange: () => {
      setRouter(HOMES[0], "cone", "everything");
      setRouter(HOMES[1], "symmetric", "TCP 443 only");
      setRouter(HOMES[2], "cone", "everything");
      setRelayPorts("closed");
      return makeHomeBad(HOMES[0]);
    },
  },
];

type Three = readonly [Device, Device, Device];
type Figures = readonly [Measured, Measured, Measured];

/** Makes the calls that are wanted. The devices are signed in, on good lines. */
export async function groupCalls(devices: Three, isWanted: (name: string) => boolean): Promise<GroupRow[]> {
  const rows: GroupRow[] = [];
  const wanted = CASES.filter((one) => isWanted(`group: ${one.call}`));
  if (wanted.length === 0) return rows;
  // Vera came after this page had asked who there is.
  await devices[0].page.goto("/");
  await createGroup(devices[0].page, TITLE, [BORIS, VERA]);
  for (const one of wanted) {
    const first = await through(one, devices);
    if (first.trouble === "") {
      rows.push(first);
      continue;
    }
    // Three browsers and a server share one machine: what fails by chance does not fail twice, and is told.
    process.stderr.write(`!!! UNSTEADY: ${one.call}: ${first.trouble}; once more\n`);
    const second = await through(one, devices);
    rows.push({ ...second, call: `${second.call} (second attempt)` });
  }
  return rows;
}

async function through(one: GroupCase, devices: Three): Promise<GroupRow> {
  process.stderr.write(`group: ${one.call} …\n`);
  const row: GroupRow = { call: one.call, fares: [], trouble: "" };
  try {
    row.call += ` (${await one.arrange()})`;
    await gather(devices);
    await judge(one, devices, row);
  } catch (error) {
    row.trouble = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  }
  makeWaysGood();
  for (const home of HOMES) setRouter(home, "cone", "everything");
  await part(devices).catch((error: unknown) => (row.trouble ||= String(error)));
  return row;
}

async function gather([first, ...rest]: Three): Promise<void> {
  // A socket that the change of routers cut has to be back; whoever is not there does not ring.
  for (const device of [first, ...rest]) {
    await device.page.goto("/", { timeout: PATIENCE_MS });
    await chatRow(device.page, TITLE).click({ timeout: PATIENCE_MS });
    await device.page.getByRole("button", { name: "Аудиозвонок" }).first().waitFor({ timeout: PATIENCE_MS });
  }
  await first.page.getByRole("button", { name: "Аудиозвонок" }).first().click();
  for (const device of rest) await answerRing(device.page, TITLE);
}

/** Waits until everybody was heard for long enough, and looks what of it arrived with each of the others. */
async function judge(one: GroupCase, devices: Three, row: GroupRow): Promise<void> {
  const measure = async (): Promise<Figures> => {
    const [first, second, third] = await Promise.all(devices.map((device) => device.measure()));
    if (first === undefined || second === undefined || third === undefined)
      throw new Error("nobody is there");
    return [first, second, third];
  };
  const isOnPath = (side: Measured, index: number): boolean =>
    one.places[index]?.path.test(side.path) ?? false;
  const flowing = (side: Measured): number => side.sounds.filter((sound) => sound.received > 20).length;
  const before = await eventually(
    measure,
    (now) =>
      now.every((side, index) => side.state === "connected" && flowing(side) >= 2 && isOnPath(side, index)),
    "everybody gets the sound of both others, on the path that their network allows",
    PATIENCE_MS,
  );
  const after = await eventually(
    measure,
    (now) => now.every((side, index) => side.sent >= (before[index]?.sent ?? 0) + PACKETS),
    "everybody goes on speaking",
    PATIENCE_MS,
  );
  after.forEach((side, index) => {
    const then = new Map(before[index]?.sounds.map((sound) => [sound.id, sound]));
    const grown = side.sounds
      .map((sound) => ({
        received: sound.received - (then.get(sound.id)?.received ?? 0),
        energy: sound.energy - (then.get(sound.id)?.energy ?? 0),
      }))
      .filter((sound) => sound.received > 0);
    const others = after.filter((_, of) => of !== index);
    const said = others.map((other) => other.sent - (before[after.indexOf(other)]?.sent ?? 0));
    // Which place belongs to whom is the page's affair: the weakest sound is held against the least that anybody said.
    const share = Math.min(...grown.map((sound) => sound.received)) / Math.min(...said);
    const network = one.places[index]?.network ?? "";
    row.fares.push({ network, share, path: side.path });
    const audible = grown.filter((sound) => sound.energy >= ENERGY).length;
    const who = `person ${index + 1} (${network})`;
    if (grown.length !== 2) row.trouble = `${who} gets ${grown.length} sounds instead of 2`;
    else if (audible !== 2) row.trouble = `${who} hears a tone from ${audible} of 2`;
    else if (share < SHARE) row.trouble = `${who} gets only ${Math.round(share * 100)} % of a sound`;
    if (side.state !== "connected") row.trouble = `the line of ${who} is ${side.state}`;
    if (!isOnPath(side, index)) row.trouble = `the path of ${who} is ${side.path}`;
  });
}

async function part(devices: Three): Promise<void> {
  for (const device of devices) {
    const end = device.page
      .getByRole("dialog", { name: /Звонок в группе/ })
      .getByRole("button", { name: "Выйти" });
    if (await end.isVisible()) await end.click();
    await end.waitFor({ state: "hidden" });
  }
}

/** For a table of all of them. */
export function groupTable(rows: readonly GroupRow[]): string[][] {
  const percent = (share: number): string => `${Math.min(100, Math.round(share * 100))} %`;
  return rows.flatMap((row) => {
    const verdict = row.trouble === "" ? "everybody hears everybody" : row.trouble;
    const fares = row.fares.map((fare) => ["", fare.network, percent(fare.share), fare.path, ""]);
    return [[row.call, "", "", "", verdict], ...fares];
  });
}
