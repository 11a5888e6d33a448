import { Button, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router";

import { FailureError } from "@/api/failure";
import type { ChatLinkInfo } from "@/api/types";
import { useFailureText } from "@/hooks/failureText";
import { useMessenger } from "@/hooks/messengerContext";
import { paths } from "@/lib/paths";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { UserAvatar } from "@/ui/UserAvatar";
import { useChatLinkInfo } from "../api/chatLinks";
import classes from "./JoinScreen.module.css";

/** `/join/:code`: which group a link leads to, and the way in. */
export function JoinScreen() {
  const { t } = useTranslation("groups");
  const { code = "" } = useParams();
  return (
    <section className={classes["root"]} aria-label={t("join.title")}>
      <JoinContent key={code} code={code} />
    </section>
  );
}

function JoinContent({ code }: { code: string }) {
  const { t } = useTranslation(["groups", "common"]);
  const failureText = useFailureText();
  const info = useChatLinkInfo(code);
  if (info.isPending) {
    return (
      <Stack align="center" role="status" aria-label={t("common:loading")}>
        <Skeleton circle height={104} />
        <Skeleton height={28} width="60%" />
        <Skeleton height={42} width="80%" />
      </Stack>
    );
  }
  if (info.isError) {
    return isUnknown(info.error) ? (
      <NoLonger />
    ) : (
      <ErrorState
        title={t("groups:join.failedTitle")}
        text={failureText(info.error)}
        actionLabel={t("common:retry")}
        onAction={() => void info.refetch()}
      />
    );
  }
  return <Invitation code={code} info={info.data} />;
}

function NoLonger() {
  const { t } = useTranslation("groups");
  return (
    <EmptyState
      illustration="trouble"
      title={t("join.unknownTitle")}
      text={t("join.unknownText")}
      action={
        <Button component={Link} to={paths.chats} mt="sm">
          {t("join.toChats")}
        </Button>
      }
    />
  );
}

/** Whether the server knows no such link, as against being out of reach or asking us to wait. */
function isUnknown(error: Error): boolean {
  return (
    error instanceof FailureError &&
    error.failure.kind === "problem" &&
    [400, 404, 410, 422].includes(error.failure.status)
  );
}

function Invitation({ code, info }: { code: string; info: ChatLinkInfo }) {
  const { t } = useTranslation("groups");
  const messenger = useMessenger();
  const navigate = useNavigate();
  const failureText = useFailureText();
  const join = useMutation({
    mutationFn: () => messenger.chats.join(code),
    // Back leads to where one was before, not to a question that is answered.
    onSuccess: (chatId) => navigate(paths.chat(chatId), { replace: true }),
  });
  // Somebody else took the last place, or it was revoked, while one was reading.
  if (join.isError && isUnknown(join.error)) return <NoLonger />;
  return (
    <Stack align="center" gap="xs">
      <UserAvatar id={info.chatId ?? code} name={info.title} src={info.avatarUrl} size={104} />
      <Text c="dimmed" size="sm" mt="sm">
        {t("join.title")}
      </Text>
      <Title order={1} size="h2" ta="center" className={classes["title"] ?? ""}>
        {info.title}
      </Title>
      <Text c="dimmed">{t("join.members", { count: info.memberCount })}</Text>
      {info.description != null && (
        <Text ta="center" className={classes["description"] ?? ""}>
          {info.description}
        </Text>
      )}
      {info.joined && <Text>{t("join.already")}</Text>}
      {join.isError && (
        <Text c="red" size="sm" role="alert">
          {failureText(join.error)}
        </Text>
      )}
      {info.joined && info.chatId != null ? (
        <Button component={Link} to={paths.chat(info.chatId)} replace mt="sm" size="md">
          {t("join.open")}
        </Button>
      ) : (
        <Button mt="sm" size="md" loading={join.isPending} onClick={() => join.mutate()}>
          {t("join.join")}
        </Button>
      )}
    </Stack>
  );
}
