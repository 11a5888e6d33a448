import { useMediaQuery } from "@mantine/hooks";
import {
  IconMessageCircle,
  IconMessageCircleFilled,
  IconPhone,
  IconPhoneFilled,
  IconSettings,
  IconSettingsFilled,
  IconUser,
  IconUserFilled,
  type Icon,
} from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router";

import { useTotalUnread } from "@/hooks/chats";
import { useIncomingCount } from "@/hooks/contacts";
import { paths } from "@/lib/paths";
import { unreadBadge } from "./documentTitle";
import { sectionOf, sections, type Section } from "./sections";
import classes from "./Sections.module.css";

const ICONS: Record<Section, { resting: Icon; open: Icon }> = {
  chats: { resting: IconMessageCircle, open: IconMessageCircleFilled },
  calls: { resting: IconPhone, open: IconPhoneFilled },
  people: { resting: IconUser, open: IconUserFilled },
  settings: { resting: IconSettings, open: IconSettingsFilled },
};

/** The width from which every section shows its panes side by side. */
const PANES_BESIDE = "(min-width: 51em)";

/** The links to the sections: tabs below the screen on phones, a rail beside it elsewhere. */
export function Sections() {
  const { t } = useTranslation("common");
  const { pathname } = useLocation();
  const open = sectionOf(pathname);
  const unread = useTotalUnread();
  const asking = useIncomingCount();
  const badges: Partial<Record<Section, Badge>> = {
    chats: { count: unread, words: t("nav.unread", { count: unread }) },
    people: { count: asking, words: t("nav.asking", { count: asking }) },
  };
  const lastPlaces = useLastPlaces(pathname);
  const wide = useMediaQuery(PANES_BESIDE, undefined, { getInitialValueInEffect: false });
  return (
    <ul className={classes["list"]}>
      {sections.map((section) => (
        <li key={section} className={classes["item"]}>
          <SectionLink
            section={section}
            to={(wide && section !== open && lastPlaces[section]) || paths[section]}
            open={section === open}
            badge={badges[section] ?? null}
          />
        </li>
      ))}
    </ul>
  );
}

/** Where each section was left, to return there where a list and what is open stand side by side. */
function useLastPlaces(pathname: string): Partial<Record<Section, string>> {
  const [places, setPlaces] = useState<Partial<Record<Section, string>>>({});
  const section = sectionOf(pathname);
  if (section !== null && places[section] !== pathname) {
    setPlaces({ ...places, [section]: pathname });
  }
  return places;
}

interface SectionLinkProps {
  section: Section;
  to: string;
  open: boolean;
  badge: Badge | null;
}

/** What waits in a section. */
interface Badge {
  count: number;
  words: string;
}

function SectionLink({ section, to, open, badge }: SectionLinkProps) {
  const { t } = useTranslation("common");
  const SectionIcon = ICONS[section][open ? "open" : "resting"];
  const name = t(`nav.${section}`);
  const waits = badge !== null && badge.count > 0;
  return (
    <Link
      to={to}
      className={classes["link"] ?? ""}
      aria-current={open ? "page" : undefined}
      aria-label={waits ? `${name}, ${badge.words}` : name}
    >
      <span className={classes["sign"]}>
        <SectionIcon size={24} stroke={1.75} aria-hidden />
        {waits && <span className={classes["badge"]}>{unreadBadge(badge.count)}</span>}
      </span>
      <span className={classes["name"]}>{name}</span>
    </Link>
  );
}
