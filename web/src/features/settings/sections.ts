import type { Me } from "@/api/types";
import { paths } from "@/lib/paths";

export const sections = [
  "profile",
  "privacy",
  "notifications",
  "simple",
  "appearance",
  "sessions",
  "email",
  "password",
  "security",
  "data",
  "invites",
  "quality",
  "about",
] as const;
export type Section = (typeof sections)[number];

/** What the address asks for. */
export type SectionRequest =
  /** `/settings` itself. */
  { kind: "none" } | { kind: "section"; section: Section } | { kind: "unknown" };

/** `mail`: whether the server sends mail. */
export function requestedSection(
  pathname: string,
  me: Pick<Me, "isAdmin">,
  mail: boolean,
): SectionRequest {
  const name = pathname.slice(paths.settings.length).replace(/^\/+|\/+$/g, "");
  if (name === "") return { kind: "none" };
  const section = sectionsFor(me, mail).find((known) => known === name);
  return section === undefined ? { kind: "unknown" } : { kind: "section", section };
}

const FOR_ADMINS: readonly Section[] = ["invites", "quality"];

/** Without mail nothing can be done with an address. */
export function sectionsFor(me: Pick<Me, "isAdmin">, mail: boolean): Section[] {
  return sections.filter((section) => {
    if (FOR_ADMINS.includes(section)) return me.isAdmin === true;
    return section !== "email" || mail;
  });
}
