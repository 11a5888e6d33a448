import { Button, Loader, Paper, Text, Title } from "@mantine/core";
import { IconFile } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";

import { paths } from "@/lib/paths";
import { forgetShared, readShared, type Shared } from "@/pwa/shared";
import { EmptyState } from "@/ui/EmptyState";
import { shortName } from "../media/fileWords";
import { ChatSearch } from "../picker/ChatSearch";
import classes from "./ShareScreen.module.css";

/** `/share`: another app shared something with this one, and it is to be said with whom. */
export function ShareScreen() {
  const { t } = useTranslation(["media", "common"]);
  // Every coming here is about something else.
  const shared = useQuery({ queryKey: ["shared"], queryFn: readShared, gcTime: 0 });
  return (
    <section className={classes["root"]} aria-labelledby="share-title">
      <Title order={1} size="h3" id="share-title">
        {t("media:share.title")}
      </Title>
      {shared.isPending ? (
        <Loader aria-label={t("common:loading")} m="auto" />
      ) : shared.data == null ? (
        <EmptyState
          illustration="trouble"
          title={t("media:share.nothing")}
          text={t("media:share.nothingText")}
          action={
            <Button component={Link} to={paths.chats} replace mt="sm">
              {t("media:share.toChats")}
            </Button>
          }
        />
      ) : (
        <Choice shared={shared.data} />
      )}
    </section>
  );
}

function Choice({ shared }: { shared: Shared }) {
  const { t } = useTranslation("media");
  const navigate = useNavigate();

  async function giveUp(): Promise<void> {
    await forgetShared();
    await navigate(paths.chats, { replace: true });
  }

  return (
    <>
      <Paper withBorder radius="md" p="sm" className={classes["what"] ?? ""}>
        {shared.text !== "" && (
          <Text size="sm" lineClamp={3} className={classes["text"] ?? ""}>
            {shared.text}
          </Text>
        )}
        {shared.files.slice(0, NAMED).map((file, index) => (
          <span key={index} className={classes["file"]}>
            <IconFile size={18} aria-hidden />
            <Text span size="sm">
              {shortName(file.name)}
            </Text>
          </span>
        ))}
        {shared.files.length > NAMED && (
          <Text size="sm" c="dimmed">
            {t("share.more", { count: shared.files.length - NAMED })}
          </Text>
        )}
      </Paper>
      <ChatSearch
        label={t("share.search")}
        row={(chat, content, className) => (
          <Link className={className} to={paths.chatWithShared(chat.id)} replace>
            {content}
          </Link>
        )}
      />
      <Button variant="subtle" onClick={() => void giveUp()}>
        {t("share.cancel")}
      </Button>
    </>
  );
}

/** Files whose names are told. */
const NAMED = 3;
