import { Menu, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconLogout, IconSettings, IconUser } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { useMe } from "@/hooks/session";
import { paths } from "@/lib/paths";
import { AccountButton } from "./AccountButton";
import classes from "./AccountMenu.module.css";

const SignOutDialog = lazy(async () => ({
  default: (await import("@/features/settings/SignOutDialog")).SignOutDialog,
}));

export interface AccountMenuProps {
  /** It was asked for before it was there. */
  defaultOpened: boolean;
}

/** My own photo, with the way to the profile, the settings and out. */
export function AccountMenu({ defaultOpened }: AccountMenuProps) {
  const { t } = useTranslation("common");
  const me = useMe();
  const [leaving, dialog] = useDisclosure(false);
  const [wasLeaving, setWasLeaving] = useState(false);
  return (
    <>
      <Menu
        defaultOpened={defaultOpened}
        position="right-end"
        width={240}
        shadow="lg"
        radius="lg"
        withinPortal
      >
        <Menu.Target>
          <AccountButton />
        </Menu.Target>
        <Menu.Dropdown>
          <div className={classes["who"]}>
            <Text fw={600} truncate>
              {me.displayName}
            </Text>
            <Text size="sm" c="dimmed" truncate>
              @{me.login}
            </Text>
          </div>
          <Menu.Divider />
          <Menu.Item
            component={Link}
            to={paths.settingsSection("profile")}
            leftSection={<IconUser size={18} aria-hidden />}
          >
            {t("nav.profile")}
          </Menu.Item>
          <Menu.Item
            component={Link}
            to={paths.settings}
            leftSection={<IconSettings size={18} aria-hidden />}
          >
            {t("nav.settings")}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            className={classes["signOut"] ?? ""}
            leftSection={<IconLogout size={18} aria-hidden />}
            onClick={() => {
              setWasLeaving(true);
              dialog.open();
            }}
          >
            {t("nav.signOut")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {wasLeaving && (
        <Suspense fallback={null}>
          <SignOutDialog opened={leaving} onClose={dialog.close} />
        </Suspense>
      )}
    </>
  );
}
