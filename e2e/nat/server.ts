/** The real program in the namespace of the world, under TLS on port 443. */
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, open, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { eventually } from "../support/people.ts";
import { PUB, SERVER } from "./network.ts";

const READY_WITHIN_MS = 60_000;

export class NatServer {
  readonly url = `https://${SERVER}`;

  private constructor(
    private readonly child: ChildProcess,
    readonly dataDir: string,
    private readonly log: string,
  ) {}

  static async start(): Promise<NatServer> {
    const dataDir = await mkdtemp(path.join(tmpdir(), "zvonilka-nat-"));
    const log = path.join(dataDir, "server.log");
    const file = await open(log, "a");
    const args = ["serve", "--listen", "0.0.0.0:443", "--data-dir", dataDir];
    const child = spawn("ip", ["netns", "exec", PUB, binary(), ...args], {
      env: { ...process.env, ZVONILKA_LIMITS_ENABLED: "false", ZVONILKA_TLS_MODE: "self" },
      stdio: ["ignore", file.fd, file.fd],
    });
    await file.close();
    const server = new NatServer(child, dataDir, log);
    await eventually(
      () => server.said(),
      (log) => log.includes(" serving ") || child.exitCode !== null,
      "the server is ready",
      READY_WITHIN_MS,
    );
    if (child.exitCode !== null) throw new Error(`the server did not start:\n${await server.said()}`);
    return server;
  }

  /** The certificate that devices have to trust. */
  get authority(): string {
    return path.join(this.dataDir, "tls/authority.pem");
  }

  /** Makes an invitation with the program's own command line and returns its code. */
  async invite(): Promise<string> {
    const { stdout } = await promisify(execFile)(binary(), ["invite", "create", "--data-dir", this.dataDir]);
    const code = stdout.trim().split("\n").at(-1);
    if (code === undefined || code === "") throw new Error("no invitation code was printed");
    return code;
  }

  async said(): Promise<string> {
    return readFile(this.log, "utf8");
  }

  /** Stops it and throws its data away. */
  async dispose(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = new Promise<void>((resolve) => this.child.once("exit", () => resolve()));
      this.child.kill("SIGTERM");
      await ended;
    }
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

function binary(): string {
  const given = process.env["ZVONILKA_BIN"];
  if (given === undefined)
    throw new Error("ZVONILKA_BIN must name the built program; use `cargo xtask test-nat`");
  return given;
}
