import { useParams } from "react-router";

import { Conversation } from "./conversation/Conversation";
import { JoinScreen } from "./groups/JoinScreen";
import { ShareScreen } from "./share/ShareScreen";

/** `/chats/:chatId`. */
export function ChatScreen() {
  const { chatId } = useParams();
  return chatId === undefined ? null : <Conversation key={chatId} chatId={chatId} />;
}

/** `/join/:code` and `/share`. */
export { JoinScreen, ShareScreen };
