import { Alert, Button, Group, Loader, Stack, Text, Title } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";

import { fetchUser } from "@/api/requests";
import type { SimpleProposal, User } from "@/api/types";
import { usePersonName } from "@/hooks/chats";
import { useFailureText } from "@/hooks/failureText";
import { useGoBack } from "@/hooks/goBack";
import { useMessenger } from "@/hooks/messengerContext";
import { dateOf } from "@/lib/moments";
import { paths } from "@/lib/paths";
import { ErrorState } from "@/ui/ErrorState";
import { IconButton } from "@/ui/IconButton";
import { proposalQuery, usePropose, useWithdraw } from "./api/simpleMode";
import { isSame, setupOf, type Draft } from "./draft";
import { SimpleForm } from "./SimpleForm";
import classes from "./ProposeScreen.module.css";

/** `/people/:userId/simple`: who runs the server proposes simple mode to somebody, and sees what they say. */
export function ProposeScreen() {
  const { t } = useTranslation(["simple", "people", "common"]);
  const { userId = "" } = useParams();
  const goBack = useGoBack(paths.person(userId));
  const failureText = useFailureText();
  const person = useQuery({
    queryKey: ["people", "person", userId],
    queryFn: () => fetchUser(userId),
  });
  const proposal = useQuery(proposalQuery(userId));
  const failed = person.error ?? proposal.error;
  return (
    <article className={classes["root"]}>
      <div className={classes["head"]}>
        <IconButton label={t("people:person.back")} icon={<IconArrowLeft />} onClick={goBack} />
        <Title order={1} size="h3">
          {t("simple:propose.title")}
        </Title>
      </div>
      <div className={classes["content"]}>
        {person.data !== undefined && proposal.data !== undefined ? (
          <Proposing key={proposal.data?.id ?? ""} user={person.data} proposal={proposal.data} />
        ) : failed !== null ? (
          <ErrorState
            title={t("simple:failed")}
            text={failureText(failed)}
            actionLabel={t("common:retry")}
            onAction={() => void Promise.all([person.refetch(), proposal.refetch()])}
          />
        ) : (
          <Loader aria-label={t("common:loading")} />
        )}
      </div>
    </article>
  );
}

const NOTHING: Draft = { enabled: true, people: [] };

function Proposing({ user, proposal }: { user: User; proposal: SimpleProposal | null }) {
  const { t, i18n } = useTranslation("simple");
  const failureText = useFailureText();
  const messenger = useMessenger();
  const name = usePersonName()(user);
  const [draft, setDraft] = useState<Draft>(proposal ?? NOTHING);
  const propose = usePropose(user.id);
  const withdraw = useWithdraw(user.id);
  const isOpen = proposal?.state === "open";
  const failed = propose.error ?? withdraw.error;
  return (
    <Stack gap="lg">
      <Text c="dimmed">{t("propose.text", { name })}</Text>
      {proposal !== null && (
        <Alert color={COLORS[proposal.state]} variant="light" role="status">
          {t(`propose.states.${proposal.state}`, {
            name,
            date: dateOf(Date.parse(proposal.proposedAt), messenger.serverNow(), i18n.language),
          })}
        </Alert>
      )}
      <SimpleForm draft={draft} onChange={setDraft} userId={user.id} whose="theirs" />
      {failed !== null && (
        <Alert color="red" role="alert">
          {failureText(failed)}
        </Alert>
      )}
      <Group>
        <Button
          loading={propose.isPending}
          disabled={isOpen && isSame(draft, proposal)}
          onClick={() => propose.mutate(setupOf(draft))}
        >
          {t(isOpen ? "propose.anew" : "propose.send")}
        </Button>
        {isOpen && (
          <Button variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
            {t("propose.withdraw")}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

const COLORS = { open: "gray", taken: "green", refused: "red", expired: "gray" } as const;
