import type { Me } from "@/api/types";
import { paths } from "@/lib/paths";

export const sections = [
  "profile",
  "privacy",
  "notifications",
  "appearance",
  "sessions",
  "password",
  "invites",
  "quality",
  "about",
] as const;
export type Section = (typeof sections)[number];

/** What the address asks for. */
export type SectionRequest =
  /** `/settings` itself. */
  { kind: "none" } | { kind: "section"; section: Section } | { kind: "unknown" };

export function requestedSection(pathname: string, me: Pick<Me, "isAdmin">): SectionRequest {
  const name = pathname.slice(paths.settings.length).replace(/^\/+|\/+$/g, "");
  if (name === "") return { kind: "none" };
  const section = sectionsFor(me).find((known) => known === name);
  return section === undefined ? { kind: "unknown" } : { kind: "section", section };
}

const FOR_ADMINS: readonly Section[] = ["invites", "quality"];

export function sectionsFor(me: Pick<Me, "isAdmin">): Section[] {
  return sections.filter((section) => !FOR_ADMINS.includes(section) || me.isAdmin === true);
}
