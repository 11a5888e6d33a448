import { Outlet } from "react-router";

/** `/chats`: the list, and beside or above it what is open (the outlet). */
export function ChatsScreen() {
  return <Outlet />;
}

/** `/chats` itself, where nothing is open. */
export function ChatPlaceholder() {
  return null;
}

/** `/chats/:chatId`. */
export function ChatScreen() {
  return null;
}
