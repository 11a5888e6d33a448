import { actions } from "./actions";
import { auth } from "./auth";
import { calls } from "./calls";
import { chats } from "./chats";
import { check } from "./check";
import { common } from "./common";
import { errors } from "./errors";
import { groups } from "./groups";
import { mail } from "./mail";
import { media } from "./media";
import { people } from "./people";
import { settings } from "./settings";
import { simple } from "./simple";
import { welcome } from "./welcome";
import { ways } from "./ways";
import { writing } from "./writing";

export const en = {
  actions,
  common,
  auth,
  chats,
  calls,
  check,
  groups,
  mail,
  media,
  people,
  settings,
  simple,
  errors,
  welcome,
  ways,
  writing,
} as const;
