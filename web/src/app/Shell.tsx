import { useRef, type MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { Outlet, useLocation } from "react-router";

import { paths } from "@/lib/paths";
import { Account } from "./Account";
import { ConnectionStatus } from "./ConnectionStatus";
import { AskPush } from "./AskPush";
import { NewcomerNotice } from "./NewcomerNotice";
import { PlainNotice } from "./PlainNotice";
import { Sections } from "./Sections";
import { openChatOf } from "./sections";
import classes from "./Shell.module.css";
import { UpdateNotice } from "./UpdateNotice";
import { useAppWorker } from "./useAppWorker";
import { useDocumentTitle } from "./useDocumentTitle";
import { useFocusOnNavigation } from "./useFocusOnNavigation";

/** What stands around every screen of a signed-in person: the navigation and the connection's bar. */
export function Shell() {
  const { t } = useTranslation("common");
  const { pathname } = useLocation();
  const content = useRef<HTMLElement>(null);
  useDocumentTitle();
  useAppWorker();
  useFocusOnNavigation(content);

  function skip(event: MouseEvent): void {
    // The address stays: it is the router's.
    event.preventDefault();
    content.current?.focus();
  }

  return (
    <div className={classes["root"]} data-chat-open={openChatOf(pathname) !== null || undefined}>
      <a className={classes["skip"]} href="#content" onClick={skip}>
        {t("skipToContent")}
      </a>
      {/* A newcomer takes one step after the other: there is nothing to choose from yet. */}
      {!pathname.startsWith(paths.welcome()) && (
        <nav className={classes["navigation"]} aria-label={t("nav.label")}>
          <Sections />
          <div className={classes["account"]}>
            <Account />
          </div>
        </nav>
      )}
      <div className={classes["status"]}>
        <ConnectionStatus />
        <PlainNotice />
        <UpdateNotice />
        <AskPush />
        <NewcomerNotice />
      </div>
      <main className={classes["content"]} id="content" ref={content} tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}
