/** The second line of a chat in the list, as data. */
import type { CallCard, Chat, Member, Message, UserId } from "@/api/types";
import type { PendingMessage } from "@/realtime/state";
import { ticksOf, type Ticks } from "@/realtime/timelineView";

export type Preview =
  | { kind: "draft"; text: string }
  /** `sign`: what came with the words, or instead of them. */
  | { kind: "text"; author: Author; text: string; sign: Sign | null }
  | { kind: "deleted" }
  | { kind: "call"; card: CallCard; own: boolean }
  | { kind: "system"; message: Message }
  | { kind: "empty" };

/** A file has its name, where the message has no words. */
export type Sign =
  { kind: "photo" | "video" | "album" | "voice"; name: null } | { kind: "file"; name: string };

/** Who is named before the text: nobody in a direct chat, except me. */
export type Author = { kind: "me" } | { kind: "named"; name: string } | { kind: "unnamed" };

/** Of my newest message; `null` when the newest one is of somebody else, or there is a draft. */
export type PreviewMark = Ticks | "sending" | "failed" | null;

export interface PreviewInput {
  chat: Chat;
  draft: string;
  /** Not confirmed yet, oldest first. */
  pending: readonly PendingMessage[];
  myId: UserId;
  /** The chat is on screen: its draft is in the composer, where one sees it. */
  open: boolean;
}

export function previewOf({ chat, draft, pending, myId, open }: PreviewInput): Preview {
  if (!open && draft.trim() !== "") return { kind: "draft", text: oneLine(draft) };
  const unsent = pending.at(-1);
  if (unsent !== undefined) {
    const sign = signOf(unsent);
    return { kind: "text", author: { kind: "me" }, text: oneLine(unsent.text), sign };
  }
  const last = chat.lastMessage;
  if (last == null) return { kind: "empty" };
  const own = last.senderId === myId;
  if (last.kind === "call" && last.call != null) return { kind: "call", card: last.call, own };
  if (last.kind === "system") return { kind: "system", message: last };
  if (last.deletedAt != null) return { kind: "deleted" };
  return {
    kind: "text",
    author: authorOf(chat, last, own),
    text: oneLine(last.text ?? ""),
    sign: signOf(last),
  };
}

export function previewMark({ chat, draft, pending, myId, open }: PreviewInput): PreviewMark {
  if (!open && draft.trim() !== "") return null;
  const unsent = pending.at(-1);
  if (unsent !== undefined) return unsent.status.phase;
  const last = chat.lastMessage;
  if (last == null || last.senderId !== myId) return null;
  if (last.kind === "call" || last.kind === "system" || last.deletedAt != null) return null;
  return ticksOf(last, chat, myId);
}

/** Of a message that the server has, or of one that has no kind of its own yet. */
function signOf(message: Message | PendingMessage): Sign | null {
  const files: readonly { name: string; mime: string }[] = message.attachments ?? [];
  const [first] = files;
  if (first === undefined) return null;
  if (message.kind === "voice") return { kind: "voice", name: null };
  const isMedia =
    message.kind === "media" ||
    (message.kind === undefined && files.every((file) => /^(image|video)\//.test(file.mime)));
  if (!isMedia) return { kind: "file", name: first.name };
  if (files.length > 1) return { kind: "album", name: null };
  return { kind: first.mime.startsWith("video/") ? "video" : "photo", name: null };
}

/** When the newest thing of the chat happened, mine that are on their way included. */
export function previewTime(chat: Chat, pending: readonly PendingMessage[]): string | null {
  return pending.at(-1)?.createdAt ?? chat.lastMessage?.createdAt ?? null;
}

function authorOf(chat: Chat, message: Message, own: boolean): Author {
  if (chat.kind === "saved") return { kind: "unnamed" };
  if (own) return { kind: "me" };
  if (chat.kind === "direct") return { kind: "unnamed" };
  const sender = chat.members?.find((member: Member) => member.user.id === message.senderId);
  return sender === undefined
    ? { kind: "unnamed" }
    : { kind: "named", name: firstName(sender.user.displayName) };
}

/** The first word of a name: enough among people who know each other. */
export function firstName(name: string): string {
  return name.trim().split(/\s+/u)[0] ?? name;
}

/** The row cuts by width; longer texts would only weigh the page down. */
const PREVIEW_CHARACTERS = 160;

function oneLine(text: string): string {
  return text
    .slice(0, PREVIEW_CHARACTERS * 4)
    .replace(/\s+/gu, " ")
    .trim()
    .slice(0, PREVIEW_CHARACTERS);
}
