import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link, Outlet, useParams } from "react-router";

import { paths } from "@/lib/paths";
import { EmptyState } from "@/ui/EmptyState";
import { useRefusals } from "./actions/useRefusals";
import { ChatListPane } from "./list/ChatListPane";
import classes from "./routes.module.css";
import { SwitcherHost } from "./search/SwitcherHost";
import { ShortcutsHost } from "./shortcuts/ShortcutsHost";

/** `/chats`: the list, and beside or above it what is open (the outlet). */
export function ChatsScreen() {
  const { chatId } = useParams();
  useRefusals();
  return (
    <div className={classes["root"]} data-open={chatId !== undefined || undefined}>
      <div className={classes["list"]}>
        <ChatListPane openId={chatId ?? null} />
      </div>
      <div className={classes["pane"]}>
        <Outlet />
      </div>
      <ShortcutsHost />
      <SwitcherHost />
    </div>
  );
}

/** `/chats` itself, where nothing is open. */
export function ChatPlaceholder() {
  const { t } = useTranslation("chats");
  return (
    <EmptyState
      illustration="chats"
      title={t("placeholder.title")}
      text={t("placeholder.text")}
      action={
        <Button component={Link} to={paths.people} variant="light" mt="sm">
          {t("placeholder.toPeople")}
        </Button>
      }
    />
  );
}
