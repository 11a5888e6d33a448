export { InviteScreen } from "./InviteScreen";
export { LoginScreen } from "./LoginScreen";
export { RegisterScreen } from "./RegisterScreen";
