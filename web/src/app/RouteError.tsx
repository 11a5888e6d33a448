import { Button, Group } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate, useRouteError } from "react-router";

import { logger } from "@/lib/logger";
import { paths } from "@/lib/paths";
import { BootScreen } from "@/ui/BootScreen";
import { EmptyState } from "@/ui/EmptyState";
import { isMissingPart, routeFailureOf, thisPage, type RouteFailure } from "./routeFailure";
import classes from "./FullPage.module.css";

/** In place of a screen that failed; what stands around it goes on. */
export function RouteError() {
  const { t } = useTranslation(["common", "errors"]);
  const error = useRouteError();
  const navigate = useNavigate();
  const { pathname, search, hash } = useLocation();
  const failure = useRouteFailure(error);

  function openAgain(): void {
    // Parts that failed to load stay failed until the page is loaded anew.
    if (isMissingPart(error)) window.location.reload();
    else void navigate(pathname + search + hash, { replace: true });
  }

  if (failure === null) return <BootScreen />;
  const words = {
    outdated: {
      title: t("common:routeError.outdatedTitle"),
      text: t("common:routeError.outdatedText"),
      action: t("common:routeError.outdatedReload"),
    },
    unreachable: {
      title: t("common:routeError.title"),
      text: t("errors:network"),
      action: t("common:routeError.reload"),
    },
    broken: {
      title: t("common:routeError.title"),
      text: t("common:routeError.text"),
      action: t("common:routeError.reload"),
    },
  }[failure];
  return (
    <div role="alert" className={classes["part"]}>
      <EmptyState
        illustration={failure === "unreachable" ? "offline" : "trouble"}
        title={words.title}
        text={words.text}
        action={
          <Group mt="sm" justify="center">
            <Button onClick={openAgain}>{words.action}</Button>
            {failure === "broken" && pathname !== paths.chats && (
              <Button variant="light" onClick={() => void navigate(paths.chats)}>
                {t("common:routeError.home")}
              </Button>
            )}
          </Group>
        }
      />
    </div>
  );
}

/** `null` while it is being found out. */
function useRouteFailure(error: unknown): RouteFailure | null {
  const [found, setFound] = useState<{ error: unknown; failure: RouteFailure } | null>(null);
  useEffect(() => {
    let gone = false;
    void routeFailureOf(error, thisPage).then((failure) => {
      if (failure === "broken") logger.error("a screen broke", { error: describe(error) });
      if (!gone) setFound({ error, failure });
    });
    return () => {
      gone = true;
    };
  }, [error]);
  return found !== null && found.error === error ? found.failure : null;
}

/** The kind of a mistake only: its words may hold somebody's data. */
function describe(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
