import { Button, Drawer, Stack, Text, TextInput } from "@mantine/core";
import { IconSearch, IconUserPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { toFailure } from "@/api/failure";
import type { Call, ChatId, User, UserId } from "@/api/types";
import { useFailureText } from "@/hooks/failureText";
import { UserAvatar } from "@/ui/UserAvatar";
import classes from "./AddToCall.module.css";
import { usePeopleToAdd } from "./peopleToAdd";

export interface AddToCallProps {
  opened: boolean;
  onClose: () => void;
  /** Where the call is; `null` while it is not known. */
  chatId: ChatId | null;
  /** Who is in it, or is being called. */
  taken: ReadonlySet<UserId>;
  /** Asks them in. Rejects with what the server says. */
  onAdd: (userIds: UserId[]) => Promise<unknown>;
}

/** Whom to ask into the call that goes on. */
export function AddToCall({ opened, onClose, ...rest }: AddToCallProps) {
  const { t } = useTranslation(["calls", "ring"]);
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="bottom"
      size="min(42rem, 92dvh)"
      zIndex={430}
      title={t("ring:add.title")}
      closeButtonProps={{ "aria-label": t("ended.close") }}
    >
      <Choice onClose={onClose} {...rest} />
    </Drawer>
  );
}

function Choice({ chatId, taken, onAdd, onClose }: Omit<AddToCallProps, "opened">) {
  const { t } = useTranslation(["calls", "ring"]);
  const failureText = useFailureText();
  const { people, isLoading } = usePeopleToAdd(chatId);
  const [text, setText] = useState("");
  const [adding, setAdding] = useState<UserId | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const wanted = text.trim().toLocaleLowerCase();
  const found = people.filter(
    ({ id, displayName, login }) =>
      !taken.has(id) &&
      (displayName.toLocaleLowerCase().includes(wanted) || login.includes(wanted)),
  );

  function add({ id, displayName: name }: User): void {
    setAdding(id);
    setProblem(null);
    onAdd([id]).then(onClose, (caught: unknown) => {
      const failure = toFailure(caught);
      const isForbidden = failure.kind === "problem" && failure.code === "privacy_forbids";
      setProblem(isForbidden ? t("ring:add.forbidden", { name }) : failureText(failure));
      setAdding(null);
    });
  }

  return (
    <Stack maw={480} mx="auto" pb="lg" gap="sm">
      <TextInput
        size="md"
        aria-label={t("ring:add.search")}
        placeholder={t("ring:add.search")}
        leftSection={<IconSearch size={18} aria-hidden />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {problem !== null && (
        <Text c="red" role="alert">
          {problem}
        </Text>
      )}
      {found.length === 0 && (
        <Text c="dimmed">{isLoading ? t("status.connecting") : t("ring:add.nobody")}</Text>
      )}
      <ul className={classes["list"]} role="list">
        {found.map((user) => (
          <li key={user.id} className={classes["row"]}>
            <UserAvatar id={user.id} name={user.displayName} src={user.avatarUrl} size={40} />
            <span className={classes["name"]}>{user.displayName}</span>
            <Button
              variant="light"
              aria-label={t("ring:add.person", { name: user.displayName })}
              leftSection={<IconUserPlus size={18} aria-hidden />}
              loading={adding === user.id}
              disabled={adding !== null && adding !== user.id}
              onClick={() => add(user)}
            >
              {t("ring:add.action")}
            </Button>
          </li>
        ))}
      </ul>
    </Stack>
  );
}

/** Everybody with a place in a call that somebody holds, or at whose it rings. */
export function takenIn(call: Pick<Call, "participants"> | null): Set<UserId> {
  const places = call?.participants ?? [];
  const isTaken = ({ sessionId, state }: Call["participants"][number]): boolean =>
    sessionId != null || state === "invited" || state === "ringing";
  return new Set(places.filter(isTaken).map(({ userId }) => userId));
}
