import { Text, Title } from "@mantine/core";
import {
  IconAntennaBars5,
  IconBell,
  IconChevronRight,
  IconDatabase,
  IconDevices,
  IconInfoCircle,
  IconKey,
  IconLock,
  IconLogout,
  IconMail,
  IconPalette,
  IconPhotoHeart,
  IconShieldLock,
  IconUser,
  IconUserPlus,
  type Icon,
} from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { Me } from "@/api/types";
import { paths } from "@/lib/paths";
import { UserAvatar } from "@/ui/UserAvatar";
import { sectionsFor, type Section } from "./sections";
import { SignOutDialog } from "./SignOutDialog";
import classes from "./SectionList.module.css";

const ICONS: Record<Section, Icon> = {
  profile: IconUser,
  privacy: IconLock,
  appearance: IconPalette,
  notifications: IconBell,
  simple: IconPhotoHeart,
  sessions: IconDevices,
  email: IconMail,
  password: IconKey,
  data: IconDatabase,
  security: IconShieldLock,
  invites: IconUserPlus,
  quality: IconAntennaBars5,
  about: IconInfoCircle,
};

export interface SectionListProps {
  me: Me;
  /** Whether the server sends mail. */
  mail: boolean;
  /** The section shown beside the list; `null` when none is. */
  open: Section | null;
}

export function SectionList({ me, mail, open }: SectionListProps) {
  const { t } = useTranslation("settings");
  const [leaving, setLeaving] = useState(false);
  return (
    <nav className={classes["root"]} aria-label={t("title")}>
      <Title order={1} size="h3" className={classes["title"] ?? ""}>
        {t("title")}
      </Title>
      <Link to={paths.settingsSection("profile")} className={classes["me"] ?? ""}>
        <UserAvatar id={me.id} name={me.displayName} src={me.avatarUrl} size={60} />
        <div className={classes["words"]}>
          <Text fw={600} truncate>
            {me.displayName}
          </Text>
          <Text size="sm" c="dimmed" truncate>
            @{me.login}
          </Text>
        </div>
      </Link>
      <ul className={classes["list"]}>
        {sectionsFor(me, mail).map((section) => (
          <li key={section}>
            <SectionLink section={section} current={section === open} />
          </li>
        ))}
      </ul>
      <button type="button" className={classes["signOut"]} onClick={() => setLeaving(true)}>
        <IconLogout size={22} aria-hidden />
        {t("signOut")}
      </button>
      <SignOutDialog opened={leaving} onClose={() => setLeaving(false)} />
    </nav>
  );
}

function SectionLink({ section, current }: { section: Section; current: boolean }) {
  const { t } = useTranslation("settings");
  const SectionIcon = ICONS[section];
  return (
    <Link
      to={paths.settingsSection(section)}
      className={classes["row"] ?? ""}
      aria-current={current ? "page" : undefined}
    >
      <SectionIcon className={classes["icon"] ?? ""} size={22} aria-hidden />
      <span className={classes["words"]}>
        <Text span display="block" fw={500} truncate>
          {t(`sections.${section}.title`)}
        </Text>
        <Text span display="block" size="sm" c="dimmed" truncate>
          {t(`sections.${section}.hint`)}
        </Text>
      </span>
      <IconChevronRight className={classes["chevron"] ?? ""} size={18} aria-hidden />
    </Link>
  );
}
