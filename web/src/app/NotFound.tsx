import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { paths } from "@/lib/paths";
import { EmptyState } from "@/ui/EmptyState";
import classes from "./FullPage.module.css";

/** For addresses that lead nowhere, whoever looks. */
export function NotFound() {
  const { t } = useTranslation("common");
  return (
    <main className={classes["root"]}>
      <title>{`${t("notFound.title")} · ${t("appName")}`}</title>
      <EmptyState
        illustration="search"
        title={t("notFound.title")}
        text={t("notFound.text")}
        action={
          <Button component={Link} to={paths.home} mt="sm">
            {t("notFound.home")}
          </Button>
        }
      />
    </main>
  );
}
