export { NobodyChosen } from "./NobodyChosen";
export { PeopleScreen } from "./PeopleScreen";
export { PersonScreen } from "./PersonScreen";
