import { Stack, Text, Title } from "@mantine/core";
import { IconMessageCheck, IconPhoneCall, IconServer2 } from "@tabler/icons-react";
import { useEffect, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { AppLogo } from "@/ui/AppLogo";
import { InsecureNotice } from "./InsecureNotice";
import { LanguageSwitch } from "./LanguageSwitch";
import classes from "./AuthLayout.module.css";

export interface AuthLayoutProps {
  /** Heading of the card, and of the browser's tab. */
  title: string;
  children: ReactNode;
}

/** The brand on one side (above, on phones), a card with a form on the other. */
export function AuthLayout({ title, children }: AuthLayoutProps) {
  const { t } = useTranslation(["auth", "common"]);
  const appName = t("common:appName");
  useEffect(() => {
    document.title = `${title} · ${appName}`;
    return () => {
      document.title = appName;
    };
  }, [title, appName]);

  return (
    <div className={classes["root"]}>
      <header className={classes["brand"]}>
        <div className={classes["brandInner"]}>
          <div className={classes["logo"]}>
            <AppLogo size={64} />
          </div>
          <div>
            <p className={classes["name"]}>{appName}</p>
            <p className={classes["tagline"]}>{t("auth:tagline")}</p>
          </div>
          <ul className={classes["promises"]}>
            <li>
              <IconPhoneCall aria-hidden />
              {t("auth:promises.calls")}
            </li>
            <li>
              <IconMessageCheck aria-hidden />
              {t("auth:promises.messages")}
            </li>
            <li>
              <IconServer2 aria-hidden />
              {t("auth:promises.own")}
            </li>
          </ul>
        </div>
      </header>
      <main className={classes["main"]}>
        <div className={classes["card"]}>
          <Stack gap="lg">
            <Title order={1} size="h2">
              {title}
            </Title>
            <InsecureNotice />
            {children}
          </Stack>
        </div>
        <LanguageSwitch />
      </main>
    </div>
  );
}

export interface AuthFooterProps {
  question: string;
  /** The link that answers it. */
  link: ReactNode;
}

/** "Already have an account? Log in" below a form. */
export function AuthFooter({ question, link }: AuthFooterProps) {
  return (
    <Text ta="center" c="dimmed" size="sm">
      {question} {link}
    </Text>
  );
}
