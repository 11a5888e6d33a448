import { Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Outlet, useParams } from "react-router";

import { PeopleList } from "./PeopleList";
import classes from "./PeopleScreen.module.css";

/** `/people`: the list, and beside it (above it, on phones) the person that is open. */
export function PeopleScreen() {
  const { t } = useTranslation("people");
  const { userId } = useParams();
  return (
    <div className={classes["root"]} data-open={userId === undefined ? "list" : "person"}>
      <section className={classes["list"]} aria-label={t("title")}>
        <Title order={1} size="h3" className={classes["title"] ?? ""}>
          {t("title")}
        </Title>
        <PeopleList />
      </section>
      <div className={classes["person"]}>
        <Outlet />
      </div>
    </div>
  );
}
