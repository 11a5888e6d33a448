import type { late } from "./late";
import type { ru } from "./ru";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "common";
    resources: typeof ru & typeof late.ru;
  }
}
