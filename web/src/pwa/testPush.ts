/** Tries whether this device is told things, step by step, so that one sees which step fails. */
import { request } from "@/api/client";
import { FailureError, toFailure } from "@/api/failure";
import type { PushState } from "@/api/types";
import { onWorkerWord, workerRegistration } from "./appWorker";

export const testSteps = ["permission", "worker", "server", "service", "device"] as const;
export type TestStep = (typeof testSteps)[number];
export type StepResult = "waits" | "runs" | "good" | "bad";
export type TestResult = Record<TestStep, StepResult>;

/** How long a push may take: services are quick, phones that sleep are not. */
const PATIENCE_MS = 30_000;
const LOOK_EVERY_MS = 500;
/** Ten seconds until it is sent, and then as long as any. */
const CALL_PATIENCE_MS = 10_000 + PATIENCE_MS;

export const UNTRIED: TestResult = {
  permission: "waits",
  worker: "waits",
  server: "waits",
  service: "waits",
  device: "waits",
};

/** Runs the steps and tells after each how it stands. Stops at the first that fails. */
export async function testPush(tell: (result: TestResult) => void): Promise<void> {
  let result = UNTRIED;
  const arrived = testArrived();
  let since = "";
  const steps: Record<TestStep, () => Promise<boolean>> = {
    permission: () => Promise.resolve(Notification.permission === "granted"),
    async worker() {
      const registration = await workerRegistration();
      return (await registration?.pushManager.getSubscription()) != null;
    },
    async server() {
      since = (await request<PushState>("/api/push/subscriptions")).lastAt ?? "";
      await request("/api/push/test", { method: "POST" });
      return true;
    },
    async service() {
      for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_EVERY_MS) {
        const state = await request<PushState>("/api/push/subscriptions");
        if (state.endpoint === undefined) return false;
        if ((state.lastAt ?? "") !== since) return state.lastOutcome === "accepted";
        await pause(LOOK_EVERY_MS);
      }
      return false;
    },
    device: () => Promise.race([arrived, pause(PATIENCE_MS).then(() => false)]),
  };
  for (const step of testSteps) {
    result = { ...result, [step]: "runs" };
    tell(result);
    const good = await steps[step]().catch((caught: unknown) => {
      const failure = toFailure(caught);
      // The server says what is the matter; the screen shows it beside the step.
      if (failure.kind === "aborted") throw new FailureError(failure);
      return false;
    });
    result = { ...result, [step]: good ? "good" : "bad" };
    tell(result);
    if (!good) return;
  }
}

/** Lets this device ring in ten seconds, and tells whether it came to that. */
export async function testCall(): Promise<boolean> {
  const arrived = testArrived();
  await request("/api/push/test-call", { method: "POST" });
  return Promise.race([arrived, pause(CALL_PATIENCE_MS).then(() => false)]);
}

/** The worker has shown it. */
function testArrived(): Promise<true> {
  return new Promise((resolve) => {
    const stop = onWorkerWord((word) => {
      if (word.type !== "tested") return;
      stop();
      resolve(true);
    });
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
