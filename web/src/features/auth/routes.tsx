export { ConfirmScreen } from "./ConfirmScreen";
export { ForgotScreen } from "./ForgotScreen";
export { InviteScreen } from "./InviteScreen";
export { LoginScreen } from "./LoginScreen";
export { RegisterScreen } from "./RegisterScreen";
export { ResetScreen } from "./ResetScreen";
