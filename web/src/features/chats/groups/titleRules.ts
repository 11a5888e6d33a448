/** What a group may be called; the server's own rules, so that nobody waits to hear of them. */
import { TITLE_MAX } from "../api/updateChat";

/** Characters. */
export const DESCRIPTION_MAX = 500;

export type TitleProblem = "nameRequired" | "nameTooLong";

/** `null`: it is fine. Blanks at the ends do not count. */
export function titleProblem(title: string): TitleProblem | null {
  const length = Array.from(title.trim()).length;
  if (length === 0) return "nameRequired";
  return length > TITLE_MAX ? "nameTooLong" : null;
}
