/** What may be done with a message: an impossible action is absent. The server decides again. */
import type { Chat, Message, UserId } from "@/api/types";

export interface MessageRights {
  reply: boolean;
  copy: boolean;
  forward: boolean;
  edit: boolean;
  pin: boolean;
  react: boolean;
  deleteForEveryone: boolean;
}

export function messageRights(message: Message, chat: Chat, myId: UserId): MessageRights {
  const own = message.senderId === myId;
  const leads = chat.role === "owner" || chat.role === "admin";
  const isSpeech =
    message.deletedAt == null && message.kind !== "system" && message.kind !== "call";
  return {
    reply: isSpeech,
    copy: isSpeech && (message.text ?? "") !== "",
    forward: isSpeech,
    edit: isSpeech && own && message.forwardedFrom == null,
    pin: isSpeech && (chat.kind === "direct" || chat.kind === "saved" || leads),
    react: isSpeech,
    deleteForEveryone: isSpeech && (own || (chat.kind === "group" && leads)),
  };
}

/** Several at once: only what may be done with each of them. */
export function commonRights(
  messages: readonly Message[],
  chat: Chat,
  myId: UserId,
): Pick<MessageRights, "copy" | "forward" | "deleteForEveryone"> {
  const all = messages.map((message) => messageRights(message, chat, myId));
  return {
    copy: all.some((rights) => rights.copy),
    forward: all.length > 0 && all.every((rights) => rights.forward),
    deleteForEveryone: all.length > 0 && all.every((rights) => rights.deleteForEveryone),
  };
}

/** Of several messages, as they are copied: who said what, when there are several people. */
export function copiedText(
  messages: readonly Message[],
  nameOf: (userId: UserId) => string,
): string {
  const said = messages.filter((message) => (message.text ?? "") !== "");
  const people = new Set(said.map((message) => message.senderId));
  return said
    .map(({ senderId, text }) => (people.size > 1 ? `${nameOf(senderId)}: ${text}` : text))
    .join("\n");
}
