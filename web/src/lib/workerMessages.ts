/** What the page and its service worker say to each other. Types only: the two share no code. */

/** What comes with a push, under `notification.data`. */
export interface PushData {
  kind: "message" | "mention" | "ring" | "over" | "missed" | "request" | "test";
  /** The screen that it is about, from `/`. */
  path: string;
  chatId?: string;
  callId?: string;
  /** The id of the picture that stands beside it: of the person, or of the group. */
  photo?: string;
  /** Of a ringing call: what the worker answers with. */
  ticket?: string;
  /** Of a test: it is shown as a call would be. */
  rings?: boolean;
}

/** From the worker to the page. */
export type WorkerWord =
  /** Somebody touched a notification: show this screen. */
  | { type: "open"; path: string }
  /** A test arrived and was shown. */
  | { type: "tested" };

/** What another app shared, as the worker keeps it for the page; the bytes of its files stand beside it. */
export interface SharedAbout {
  /** Empty where the other app gave none; so are the next two. */
  title: string;
  text: string;
  url: string;
  files: { name: string; type: string; lastModified: number }[];
}

/** From the page to the worker. */
export interface PageWord {
  type: "takeOver";
}
