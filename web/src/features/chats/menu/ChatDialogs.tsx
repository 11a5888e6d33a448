import type { Chat } from "@/api/types";
import { DeleteChat } from "./DeleteChat";
import { LeaveChat } from "./LeaveChat";
import { MuteChat } from "./MuteChat";

/** What a menu asks before it does it. */
export type ChatQuestion = "mute" | "leave" | "delete";

export interface ChatDialogsProps {
  chat: Chat;
  /** `null`: none is open. */
  question: ChatQuestion | null;
  onClose: () => void;
}

/** The dialogs behind a chat's menu. */
export function ChatDialogs({ chat, question, onClose }: ChatDialogsProps) {
  return (
    <>
      <MuteChat chat={chat} opened={question === "mute"} onClose={onClose} />
      <LeaveChat chat={chat} opened={question === "leave"} onClose={onClose} />
      <DeleteChat chat={chat} opened={question === "delete"} onClose={onClose} />
    </>
  );
}
