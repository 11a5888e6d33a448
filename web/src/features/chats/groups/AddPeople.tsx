import { Alert, Button, Modal, Stack } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Chat, User } from "@/api/types";
import { useFailureText } from "@/hooks/failureText";
import { useAddMembers } from "../api/members";
import { useMembers } from "../info/useMembers";
import { PeopleChooser } from "../picker/PeopleChooser";
import { PHONE } from "../screenSizes";
import { refusedNames } from "./refused";

export interface AddPeopleProps {
  chat: Chat;
  onClose: () => void;
}

/** Adds people to a group; says who does not let themselves be added. */
export function AddPeople({ chat, onClose }: AddPeopleProps) {
  const { t } = useTranslation("groups");
  const { t: tCommon } = useTranslation();
  const isPhone = useMediaQuery(PHONE);
  const failureText = useFailureText();
  const { members } = useMembers(chat);
  const add = useAddMembers(chat.id);
  const [people, setPeople] = useState<User[]>([]);
  const [refused, setRefused] = useState<string[]>([]);
  const taken = new Set((members ?? []).map(({ user }) => user.id));

  function submit(): void {
    setRefused([]);
    add.mutate(
      people.map((user) => user.id),
      {
        onSuccess: (answer) => {
          if (answer.refused.length === 0) {
            onClose();
            return;
          }
          setRefused(refusedNames(answer.refused, people));
          setPeople([]);
        },
      },
    );
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t("add.title")}
      fullScreen={isPhone === true}
      closeButtonProps={{ "aria-label": tCommon("close") }}
    >
      <Stack>
        {refused.length > 0 && (
          <Alert color="orange" role="alert">
            {t("add.refused", { names: refused.join(", ") })}
          </Alert>
        )}
        <PeopleChooser
          chosen={people}
          onChange={setPeople}
          taken={taken}
          takenNote={t("add.member")}
          emptyText={t("add.everybodyIn")}
        />
        {add.isError && (
          <Alert color="red" role="alert">
            {failureText(add.error)}
          </Alert>
        )}
        <Button loading={add.isPending} disabled={people.length === 0} onClick={submit}>
          {people.length === 0 ? t("add.submitNone") : t("add.submit", { count: people.length })}
        </Button>
      </Stack>
    </Modal>
  );
}
