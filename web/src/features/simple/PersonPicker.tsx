import { Loader, Modal, Text, TextInput, UnstyledButton } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { User, UserId } from "@/api/types";
import { useFailureText } from "@/hooks/failureText";
import { ErrorState } from "@/ui/ErrorState";
import { UserAvatar } from "@/ui/UserAvatar";
import { peopleToChooseQuery } from "./api/people";
import classes from "./PersonPicker.module.css";

export interface PersonPickerProps {
  opened: boolean;
  onClose: () => void;
  /** Who cannot be chosen. */
  without: ReadonlySet<UserId>;
  onChoose: (user: User) => void;
}

/** One person out of everybody on the server. */
export function PersonPicker({ opened, onClose, without, onChoose }: PersonPickerProps) {
  const { t } = useTranslation(["simple", "common"]);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("simple:picker.title")}
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      <Choice without={without} onChoose={onChoose} />
    </Modal>
  );
}

function Choice({ without, onChoose }: Pick<PersonPickerProps, "without" | "onChoose">) {
  const { t } = useTranslation(["simple", "common"]);
  const failureText = useFailureText();
  const [text, setText] = useState("");
  const [query] = useDebouncedValue(text.trim(), 250);
  const found = useQuery(peopleToChooseQuery(query));
  const people = found.data?.items.filter(
    (user) => !without.has(user.id) && user.deleted !== true && user.isBlocked !== true,
  );
  return (
    <>
      <TextInput
        data-autofocus
        role="searchbox"
        aria-label={t("simple:picker.search")}
        placeholder={t("simple:picker.search")}
        leftSection={<IconSearch size={18} aria-hidden />}
        variant="filled"
        size="md"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        autoComplete="off"
        spellCheck={false}
      />
      {people === undefined ? (
        found.isError ? (
          <ErrorState
            title={t("simple:picker.failed")}
            text={failureText(found.error)}
            actionLabel={t("common:retry")}
            onAction={() => void found.refetch()}
          />
        ) : (
          <Loader m="lg" aria-label={t("common:loading")} />
        )
      ) : people.length === 0 ? (
        <Text c="dimmed" p="md">
          {t("simple:picker.nobody")}
        </Text>
      ) : (
        <ul className={classes["list"]} role="list">
          {people.map((user) => (
            <li key={user.id}>
              <UnstyledButton className={classes["row"] ?? ""} onClick={() => onChoose(user)}>
                <UserAvatar id={user.id} name={user.displayName} src={user.avatarUrl} />
                <span className={classes["name"]}>{user.displayName}</span>
              </UnstyledButton>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
