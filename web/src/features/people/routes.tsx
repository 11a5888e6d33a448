export function PeopleScreen() {
  return null;
}

export function PersonScreen() {
  return null;
}
