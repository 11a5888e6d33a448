export { AppearanceSync } from "./AppearanceSync";
export { SettingsScreen } from "./SettingsScreen";
export { SignOutDialog } from "./SignOutDialog";
