/** What opens over the list: fetched when the list stands, since none of it is seen before. */
export { ChatMenu } from "../menu/ChatMenu";
export { NewChatPicker } from "../picker/NewChatPicker";
export { ShortcutsSheet } from "../shortcuts/ShortcutsSheet";
