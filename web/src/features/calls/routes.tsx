export function CallsScreen() {
  return null;
}

export function CallScreen() {
  return null;
}
