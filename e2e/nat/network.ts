/**
 * Three homes behind routers and a server between them, as network namespaces of this machine. Calls between two are between the
 * first two homes; all three are in calls of groups.
 *
 *     homeA 192.168.2.10 ── natA ──┐ 198.51.100.2
 *     homeB 192.168.3.10 ── natB ──┼── pub 198.51.100.1: the server
 *     homeC 192.168.4.10 ── natC ──┘ 198.51.100.3 and .4
 */
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";

/** All of ours begin so; `cargo xtask test-nat` removes whatever does. */
const PREFIX = "zv-";

export const SERVER = "198.51.100.1";
/** The ports of relayed addresses; open or closed at the server's firewall. */
export const RELAY_PORTS = "49152-65535";

export interface Home {
  /** The namespace of the people's devices. */
  devices: string;
  /** The namespace of the router. */
  router: string;
  /** The router's address in the world. */
  wan: string;
  /** The home's network, without the last number. */
  lan: string;
}

export const HOMES: readonly [Home, Home, Home] = [
  { devices: `${PREFIX}homeA`, router: `${PREFIX}natA`, wan: "198.51.100.2", lan: "192.168.2" },
  { devices: `${PREFIX}homeB`, router: `${PREFIX}natB`, wan: "198.51.100.3", lan: "192.168.3" },
  { devices: `${PREFIX}homeC`, router: `${PREFIX}natC`, wan: "198.51.100.4", lan: "192.168.4" },
];
export const PUB = `${PREFIX}pub`;

/** Its queues are there also where the newer firewall has none. */
const IPTABLES = "iptables-legacy";

/** How a router translates addresses. */
export type Translation = "none" | "cone" | "symmetric";

/** What a router lets out. */
export type Outgoing = "everything" | "no UDP" | "TCP 443 only";

function run(program: string, ...args: string[]): void {
  execFileSync(program, args, { stdio: ["ignore", "ignore", "pipe"] });
}

function inside(namespace: string, program: string, ...args: string[]): void {
  run("ip", "netns", "exec", namespace, program, ...args);
}

/** Makes everything anew. */
export function build(): void {
  tearDown();
  for (const namespace of [PUB, ...HOMES.flatMap((home) => [home.router, home.devices])]) {
    run("ip", "netns", "add", namespace);
    inside(namespace, "ip", "link", "set", "lo", "up");
    // Two interfaces answer for the same networks; nobody is to be strict about it.
    inside(namespace, "sh", "-c", "echo 0 > /proc/sys/net/ipv4/conf/all/rp_filter");
  }
  inside(PUB, "ip", "link", "add", "br0", "type", "bridge");
  inside(PUB, "ip", "address", "add", `${SERVER}/24`, "dev", "br0");
  inside(PUB, "ip", "link", "set", "br0", "up");
  HOMES.forEach((home, index) => {
    const port = `wan${index}`;
    run("ip", "link", "add", port, "netns", PUB, "type", "veth", "peer", "name", "wan", "netns", home.router);
    inside(PUB, "ip", "link", "set", port, "master", "br0", "up");
    inside(home.router, "ip", "address", "add", `${home.wan}/24`, "dev", "wan");
    inside(home.router, "ip", "link", "set", "wan", "up");
    inside(home.router, "ip", "route", "add", "default", "via", SERVER);
    run(
      "ip",
      "link",
      "add",
      "lan",
      "netns",
      home.router,
      "type",
      "veth",
      "peer",
      "name",
      "eth0",
      "netns",
      home.devices,
    );
    inside(home.router, "ip", "address", "add", `${home.lan}.1/24`, "dev", "lan");
    inside(home.router, "ip", "link", "set", "lan", "up");
    inside(home.router, "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward");
    inside(home.devices, "ip", "address", "add", `${home.lan}.10/24`, "dev", "eth0");
    inside(home.devices, "ip", "link", "set", "eth0", "up");
    inside(home.devices, "ip", "route", "add", "default", "via", `${home.lan}.1`);
  });
  // Packets to the homes' private addresses have somewhere to be lost; without a route they would fail at once.
  inside(PUB, "ip", "route", "add", "default", "via", HOMES[0].wan);
}

/** Removes everything; what is not there needs no removing. */
export function tearDown(): void {
  const listed = execFileSync("ip", ["netns", "list"], { encoding: "utf8" });
  for (const line of listed.split("\n")) {
    const name = line.split(" ")[0] ?? "";
    if (name.startsWith(PREFIX)) run("ip", "netns", "delete", name);
  }
}

/** Sets how all routers behave from now on; connections that they know of are forgotten. */
export function setRouters(translation: Translation, outgoing: Outgoing): void {
  for (const home of HOMES) setRouter(home, translation, outgoing);
}

/** Sets how one router behaves from now on. */
export function setRouter(home: Home, translation: Translation, outgoing: Outgoing): void {
  const masquerade = {
    none: "",
    cone: "oifname wan masquerade",
    symmetric: "oifname wan masquerade random,fully-random",
  }[translation];
  const allowed = {
    everything: "",
    "no UDP": "iifname lan meta l4proto udp drop",
    "TCP 443 only": "iifname lan tcp dport 443 accept\niifname lan drop",
  }[outgoing];
  // From outside only what belongs to something from inside, unless both homes are in the open.
  const incoming = translation === "none" ? "" : "iifname wan ct state new drop";
  filter(
    home.router,
    "zvonilka",
    `chain translate {
      type nat hook postrouting priority 100
      ${masquerade}
    }
    chain through {
      type filter hook forward priority 0
      ${incoming}
      ${allowed}
    }`,
  );
  // Without translation the homes know the way to each other.
  const change = translation === "none" ? "replace" : "delete";
  for (const other of HOMES) {
    if (other !== home) quietly(home.router, "ip", "route", change, `${other.lan}.0/24`, "via", other.wan);
  }
  quietly(PUB, "ip", "route", change, `${home.lan}.0/24`, "via", home.wan);
}

/** Opens or closes the ports of relayed addresses at the server. */
export function setRelayPorts(ports: "open" | "closed"): void {
  const rule = ports === "open" ? "" : `iifname br0 udp dport ${RELAY_PORTS} drop`;
  filter(
    PUB,
    "zvonilka",
    `chain arriving {
      type filter hook input priority 0
      ${rule}
    }`,
  );
}

/** Each packet that leaves a home: lost by this chance, or late by this time, each by itself, so that they overtake each other. */
const BAD = { loss: 10, delayMs: 100, jitterMs: 100 };

/** The queue of a router's firewall that the bad way takes packets from. */
const QUEUE = 7;

/** What makes the ways bad, where the kernel does not. */
const badways: ChildProcess[] = [];

/** Makes the way from each of the first two homes to the world lose and delay packets. Says by what. */
export function makeWaysBad(): Promise<string> {
  return worsen([HOMES[0], HOMES[1]], ["wan"]);
}

/** Makes both ways of one home lose and delay packets: into the world, and back from it. Says by what. */
export function makeHomeBad(home: Home): Promise<string> {
  return worsen([home], ["wan", "lan"]);
}

async function worsen(homes: readonly Home[], interfaces: readonly string[]): Promise<string> {
  const { loss, delayMs, jitterMs } = BAD;
  try {
    const netem = ["netem", "loss", `${loss}%`, "delay", `${delayMs}ms`, `${jitterMs}ms`];
    for (const home of homes) {
      for (const way of interfaces) inside(home.router, "tc", "qdisc", "add", "dev", way, "root", ...netem);
    }
    return "netem";
  } catch {
    makeWaysGood();
  }
  for (const home of homes) {
    for (const way of interfaces) {
      const rule = ["-A", "POSTROUTING", "-o", way, "-j", "NFQUEUE", "--queue-num", String(QUEUE)];
      inside(home.router, IPTABLES, "-t", "mangle", ...rule);
    }
    await startBadway(home);
  }
  return "a queue of the firewall";
}

async function startBadway(home: Home): Promise<void> {
  const program = process.env["XTASK"];
  if (program === undefined) throw new Error("XTASK is not set; use `cargo xtask test-nat`");
  const { loss, delayMs, jitterMs } = BAD;
  const args = ["badway", ...[QUEUE, loss, delayMs, jitterMs].map(String)];
  const child = spawn("ip", ["netns", "exec", home.router, program, ...args], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  badways.push(child);
  await once(child, "spawn");
}

/** The ways are good again. */
export function makeWaysGood(): void {
  for (const badway of badways.splice(0)) badway.kill();
  for (const home of HOMES) {
    for (const way of ["wan", "lan"]) quietly(home.router, "tc", "qdisc", "delete", "dev", way, "root");
    quietly(home.router, IPTABLES, "-t", "mangle", "-F", "POSTROUTING");
  }
}

/** The devices of a home get another address, as in another network. */
export function moveDevices(home: Home, from: number, to: number): void {
  // In this order: with its first address a network loses the others too.
  inside(home.devices, "ip", "address", "delete", `${home.lan}.${from}/24`, "dev", "eth0");
  inside(home.devices, "ip", "address", "add", `${home.lan}.${to}/24`, "dev", "eth0");
  inside(home.devices, "ip", "route", "replace", "default", "via", `${home.lan}.1`);
}

/** Replaces a table of the firewall. */
function filter(namespace: string, table: string, chains: string): void {
  quietly(namespace, "nft", "delete", "table", "ip", table);
  execFileSync("ip", ["netns", "exec", namespace, "nft", "-f", "-"], {
    input: `table ip ${table} {\n${chains}\n}`,
    stdio: ["pipe", "ignore", "inherit"],
  });
}

/** For what may be there or not. */
function quietly(namespace: string, ...command: string[]): void {
  try {
    execFileSync("ip", ["netns", "exec", namespace, ...command], { stdio: "ignore" });
  } catch {
    // It was not there.
  }
}
