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
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router";

import { useTotalUnread } from "@/hooks/chats";
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

/** The links to the sections: tabs below the screen on phones, a rail beside it elsewhere. */
export function Sections() {
  const { pathname } = useLocation();
  const open = sectionOf(pathname);
  const unread = useTotalUnread();
  return (
    <ul className={classes["list"]}>
      {sections.map((section) => (
        <li key={section} className={classes["item"]}>
          <SectionLink
            section={section}
            open={section === open}
            unread={section === "chats" ? unread : 0}
          />
        </li>
      ))}
    </ul>
  );
}

interface SectionLinkProps {
  section: Section;
  open: boolean;
  unread: number;
}

function SectionLink({ section, open, unread }: SectionLinkProps) {
  const { t } = useTranslation("common");
  const SectionIcon = ICONS[section][open ? "open" : "resting"];
  const name = t(`nav.${section}`);
  return (
    <Link
      to={paths[section]}
      className={classes["link"] ?? ""}
      aria-current={open ? "page" : undefined}
      aria-label={unread > 0 ? `${name}, ${t("nav.unread", { count: unread })}` : name}
    >
      <span className={classes["sign"]}>
        <SectionIcon size={24} stroke={1.75} aria-hidden />
        {unread > 0 && <span className={classes["badge"]}>{unreadBadge(unread)}</span>}
      </span>
      <span className={classes["name"]}>{name}</span>
    </Link>
  );
}
