import { Loader, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router";

import type { Chat, User } from "@/api/types";
import { useFailureText } from "@/hooks/failureText";
import { useMe } from "@/hooks/session";
import { paths } from "@/lib/paths";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { ErrorState } from "@/ui/ErrorState";
import { useChangeRole, useRemoveMember } from "../api/members";
import { useChatTitle } from "../chatWords";
import { membersInOrder, mustHandOver } from "../groups/rights";
import { useMembers } from "../info/useMembers";
import { PersonRow } from "../picker/PersonRow";
import classes from "./LeaveChat.module.css";

export interface LeaveChatProps {
  chat: Chat;
  opened: boolean;
  onClose: () => void;
}

/** Leaves a group; its owner first says who owns it from now on. */
export function LeaveChat({ chat, opened, onClose }: LeaveChatProps) {
  const { t } = useTranslation("chats");
  const { t: tCommon } = useTranslation();
  const [heir, setHeir] = useState<User | null>(null);
  const choosing = mustHandOver(chat) && heir === null;
  function close(): void {
    setHeir(null);
    onClose();
  }
  return (
    <>
      <Modal
        opened={opened && choosing}
        onClose={close}
        title={t("leave.heirTitle")}
        closeButtonProps={{ "aria-label": tCommon("close") }}
      >
        {opened && choosing && <Heirs chat={chat} onChoose={setHeir} />}
      </Modal>
      {opened && <Confirmation chat={chat} heir={heir} opened={!choosing} onClose={close} />}
    </>
  );
}

function Heirs({ chat, onChoose }: { chat: Chat; onChoose: (user: User) => void }) {
  const { t, i18n } = useTranslation("chats");
  const { t: tCommon } = useTranslation();
  const me = useMe();
  const failureText = useFailureText();
  const { members, error, retry } = useMembers(chat);
  if (members === undefined) {
    return error === null ? (
      <Loader aria-label={tCommon("loading")} />
    ) : (
      <ErrorState
        title={t("info.membersFailed")}
        text={failureText(error)}
        actionLabel={tCommon("retry")}
        onAction={retry}
      />
    );
  }
  return (
    <Stack>
      <Text>{t("leave.heirText")}</Text>
      <ul className={classes["list"]} role="list" aria-label={t("leave.heirTitle")}>
        {membersInOrder(members, i18n.language)
          .filter(({ user }) => user.id !== me.id)
          .map(({ user }) => (
            <li key={user.id}>
              <PersonRow user={user} onChoose={() => onChoose(user)} />
            </li>
          ))}
      </ul>
    </Stack>
  );
}

interface ConfirmationProps {
  chat: Chat;
  /** Who gets the group; `null` where it needs nobody. */
  heir: User | null;
  opened: boolean;
  onClose: () => void;
}

function Confirmation({ chat, heir, opened, onClose }: ConfirmationProps) {
  const { t } = useTranslation("chats");
  const me = useMe();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const failureText = useFailureText();
  const title = useChatTitle()(chat);
  const changeRole = useChangeRole(chat.id);
  const remove = useRemoveMember(chat.id);
  const failure = changeRole.error ?? remove.error;

  async function leave(): Promise<void> {
    // Tried again after a failure in between, I am no longer the owner who hands over.
    if (heir !== null && mustHandOver(chat)) {
      await changeRole.mutateAsync({ userId: heir.id, role: "owner" });
    }
    await remove.mutateAsync(me.id);
    onClose();
    if (pathname === paths.chat(chat.id)) void navigate(paths.chats, { replace: true });
  }

  return (
    <ConfirmDialog
      opened={opened}
      title={t("leave.title")}
      confirmLabel={t("leave.confirm")}
      busy={changeRole.isPending || remove.isPending}
      error={failure === null ? null : failureText(failure)}
      // What failed is on the screen.
      onConfirm={() => void leave().catch(() => undefined)}
      onClose={onClose}
    >
      <Text>
        {heir !== null
          ? t("leave.textHeir", { title, name: heir.displayName })
          : chat.memberCount <= 1
            ? t("leave.textLast", { title })
            : t("leave.text", { title })}
      </Text>
    </ConfirmDialog>
  );
}
