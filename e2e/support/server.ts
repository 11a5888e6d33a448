/** The real program on a free port with a data directory of its own. */
import { spawn, execFile, type ChildProcess } from "node:child_process";
import { mkdtemp, open, rm, readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const READY_WITHIN_MS = 60_000;
const ASK_EVERY_MS = 25;

export class Server {
  private child: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    private readonly dataDir: string,
    private readonly env: Record<string, string>,
  ) {}

  /** Starts a server; `env` are further `ZVONILKA_*` settings. Without a port it takes a free one. */
  static async start(env: Record<string, string> = {}, port = 0): Promise<Server> {
    const dataDir = await mkdtemp(path.join(tmpdir(), "zvonilka-e2e-"));
    const server = new Server(port === 0 ? await freePort() : port, dataDir, {
      ZVONILKA_LIMITS_ENABLED: "false",
      // Many servers run at once; each takes a relay port that is free.
      ZVONILKA_TURN_LISTEN: "127.0.0.1:0",
      ZVONILKA_TURN_TLS_LISTEN: "127.0.0.1:0",
      ZVONILKA_METRICS_LISTEN: "off",
      ...env,
    });
    await server.up();
    return server;
  }

  /** `localhost`, because browsers trust it without TLS: microphone and Secure cookies work there. */
  get url(): string {
    const encrypted = (this.env["ZVONILKA_TLS_MODE"] ?? "off") !== "off";
    return `${encrypted ? "https" : "http"}://localhost:${this.port}`;
  }

  /** Starts it (again) and waits until it is ready. */
  async up(): Promise<void> {
    const log = await open(path.join(this.dataDir, "server.log"), "a");
    const args = ["serve", "--listen", `127.0.0.1:${this.port}`, "--data-dir", this.dataDir];
    const child = spawn(binary(), args, {
      env: { ...process.env, ...this.env },
      stdio: ["ignore", log.fd, log.fd],
    });
    this.child = child;
    await log.close();
    const deadline = Date.now() + READY_WITHIN_MS;
    while (!(await this.isReady())) {
      if (child.exitCode !== null || Date.now() > deadline) {
        throw new Error(`the server did not become ready:\n${await this.logEnd()}`);
      }
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
    }
  }

  /** Ends it at once, as a power cut would. */
  async kill(): Promise<void> {
    await this.end("SIGKILL");
  }

  /** Asks it to stop and waits until it has. */
  async stop(): Promise<void> {
    await this.end("SIGTERM");
  }

  /** Stops it and throws its data away. */
  async dispose(): Promise<void> {
    await this.end("SIGTERM");
    await rm(this.dataDir, { recursive: true, force: true });
  }

  /** Makes an invitation with the program's own command line and returns its code. */
  async invite(...options: string[]): Promise<string> {
    const args = ["invite", "create", "--data-dir", this.dataDir, ...options];
    const { stdout } = await promisify(execFile)(binary(), args, { env: { ...process.env, ...this.env } });
    const code = stdout.trim().split("\n").at(-1);
    if (code === undefined || code === "") throw new Error("no invitation code was printed");
    return code;
  }

  async logEnd(): Promise<string> {
    const log = await readFile(path.join(this.dataDir, "server.log"), "utf8").catch(() => "");
    return log.split("\n").slice(-30).join("\n");
  }

  private async isReady(): Promise<boolean> {
    const answer = await fetch(`http://127.0.0.1:${this.port}/health/ready`).catch(() => undefined);
    return answer?.ok ?? false;
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    child.kill(signal);
    await ended;
  }
}

function binary(): string {
  const given = process.env["ZVONILKA_BIN"];
  if (given === undefined)
    throw new Error("ZVONILKA_BIN must name the built program; use `cargo xtask test`");
  return given;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => {
        if (address !== null && typeof address === "object") resolve(address.port);
        else reject(new Error("no port"));
      });
    });
  });
}
