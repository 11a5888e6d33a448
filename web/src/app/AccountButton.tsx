import { UnstyledButton, type UnstyledButtonProps } from "@mantine/core";
import type { ComponentPropsWithRef } from "react";
import { useTranslation } from "react-i18next";

import { useMe } from "@/hooks/session";
import { UserAvatar } from "@/ui/UserAvatar";
import classes from "./AccountMenu.module.css";

type AccountButtonProps = UnstyledButtonProps &
  Omit<ComponentPropsWithRef<"button">, keyof UnstyledButtonProps>;

/** My own photo, which opens the menu. */
export function AccountButton(props: AccountButtonProps) {
  const { t } = useTranslation("common");
  const me = useMe();
  return (
    <UnstyledButton
      aria-haspopup="menu"
      {...props}
      className={classes["button"] ?? ""}
      aria-label={t("nav.account", { name: me.displayName })}
    >
      <UserAvatar id={me.id} name={me.displayName} src={me.avatarUrl} size={40} />
    </UnstyledButton>
  );
}
