import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconEar } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { SimpleProposal } from "@/api/types";
import { useCallLauncher } from "@/hooks/callLauncher";
import { usePersonName } from "@/hooks/chats";
import { useFailureText } from "@/hooks/failureText";
import { UserAvatar } from "@/ui/UserAvatar";
import { useAnswerProposal } from "./api/simpleMode";
import { trusted } from "./draft";
import classes from "./ProposalDialog.module.css";

export interface ProposalDialogProps {
  proposals: readonly SimpleProposal[];
}

/** What somebody proposes to me, in plain words, to be taken or refused; put off, it comes with the next start. */
export function ProposalDialog({ proposals }: ProposalDialogProps) {
  const [later, setLater] = useState<readonly string[]>([]);
  const inCall = useCallLauncher()?.current != null;
  const proposal = proposals.find(({ id }) => !later.includes(id));
  if (proposal === undefined || inCall) return null;
  return (
    <OneProposal
      key={proposal.id}
      proposal={proposal}
      onLater={() => setLater([...later, proposal.id])}
    />
  );
}

function OneProposal({ proposal, onLater }: { proposal: SimpleProposal; onLater: () => void }) {
  const { t } = useTranslation(["simple", "common"]);
  const failureText = useFailureText();
  const isPhone = useMediaQuery("(max-width: 37.5em)");
  const nameOf = usePersonName();
  const answer = useAnswerProposal();
  const { user, people, enabled, id } = proposal;
  const name = nameOf(user);
  const heard = trusted(proposal);
  return (
    <Modal
      opened
      onClose={onLater}
      title={t("simple:proposal.title")}
      size="lg"
      fullScreen={isPhone === true}
      closeOnClickOutside={false}
      closeButtonProps={{ "aria-label": t("simple:proposal.later") }}
    >
      <Stack gap="md">
        <Group wrap="nowrap">
          <UserAvatar id={user.id} name={name} src={user.avatarUrl} size={64} />
          <Text size="xl" fw={600}>
            {t("simple:proposal.who", { name })}
          </Text>
        </Group>
        <Text size="lg">{t(enabled ? "simple:proposal.simple" : "simple:proposal.usual")}</Text>
        {people.length > 0 && (
          <section aria-label={t("simple:form.people")}>
            <Text size="lg">{t("simple:proposal.people")}</Text>
            <ul className={classes["people"]} role="list">
              {people.map((one) => (
                <li key={one.user.id} className={classes["person"]}>
                  <UserAvatar
                    id={one.user.id}
                    name={nameOf(one.user)}
                    src={one.user.avatarUrl}
                    size={56}
                  />
                  <span>
                    <Text span display="block" size="lg" fw={600}>
                      {nameOf(one.user)}
                    </Text>
                    <Text span display="block">
                      {t(`simple:form.calls.${one.call}`)}
                    </Text>
                    {one.answer !== "never" && (
                      <Text span display="block" c="var(--mantine-color-orange-light-color)">
                        {t(`simple:proposal.answers.${one.answer}`)}
                      </Text>
                    )}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        )}
        {heard.length > 0 && (
          <Alert icon={<IconEar aria-hidden />} color="orange" variant="light">
            {t("simple:form.warningMine")}
          </Alert>
        )}
        <Text>{t("simple:proposal.back")}</Text>
        {answer.isError && (
          <Alert color="red" role="alert">
            {failureText(answer.error)}
          </Alert>
        )}
        <div className={classes["answers"]}>
          <Button
            size="lg"
            variant="default"
            disabled={answer.isPending}
            onClick={() => answer.mutate({ id, answer: "refuse" })}
          >
            {t("simple:proposal.refuse")}
          </Button>
          <Button
            size="lg"
            loading={answer.isPending}
            onClick={() => answer.mutate({ id, answer: "accept" })}
          >
            {t("simple:proposal.accept")}
          </Button>
        </div>
      </Stack>
    </Modal>
  );
}
