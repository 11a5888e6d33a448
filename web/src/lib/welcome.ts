/**
 * How far a newcomer is on the first screens. The account's settings hold it, so that another device goes on where
 * this one stopped, and asks nothing once it is over. Accounts without it were made elsewhere, and are asked nothing.
 */

export const welcomeStages = ["profile", "device", "first"] as const;
export type WelcomeStage = (typeof welcomeStages)[number];

type Settings = Record<string, unknown>;

/** Of an account that has just been made on the registration screen. */
export const BEGUN: Settings = { welcome: welcomeStages[0] };

export function stageOf(word: unknown): WelcomeStage | null {
  return welcomeStages.find((stage) => stage === word) ?? null;
}

/** Where the person stopped; `null`: it is over, or never began. */
export function welcomeOf(settings: Settings): WelcomeStage | null {
  return stageOf(settings["welcome"]);
}

/** The settings once the person is at this stage; `null`: through. What others keep there stays. */
export function withWelcome(settings: Settings, stage: WelcomeStage | null): Settings {
  return { ...settings, welcome: stage ?? "done" };
}

/** What comes after; `null` after the last. */
export function stageAfter(stage: WelcomeStage): WelcomeStage | null {
  return welcomeStages[welcomeStages.indexOf(stage) + 1] ?? null;
}

const STORAGE_KEY = "zvonilka.welcomed";

/** Remembers on this device that it is over: the account may hear of it later than the page is opened anew. */
export function noteWelcomed(userId: string): void {
  localStorage.setItem(STORAGE_KEY, userId);
}

export function isWelcomed(userId: string): boolean {
  return localStorage.getItem(STORAGE_KEY) === userId;
}
