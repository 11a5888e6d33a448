export function LoginScreen() {
  return null;
}

export function RegisterScreen() {
  return null;
}

export function InviteScreen() {
  return null;
}
