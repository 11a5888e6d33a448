import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Chat, User } from "@/api/types";
import { useFailureText } from "@/hooks/failureText";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { useChangeRole, useRemoveMember } from "../api/members";
import { useChatTitle } from "../chatWords";

/** What is asked before it is done to a member. */
export type MemberAsked = "handOver" | "remove";

export interface MemberQuestionProps {
  chat: Chat;
  user: User;
  /** `null`: nothing is asked. */
  asked: MemberAsked | null;
  onClose: () => void;
}

/** Asks before a member is removed, or gets the group. */
export function MemberQuestion({ chat, user, asked, onClose }: MemberQuestionProps) {
  const { t } = useTranslation("groups");
  const failureText = useFailureText();
  const changeRole = useChangeRole(chat.id);
  const remove = useRemoveMember(chat.id);
  const words = { title: useChatTitle()(chat), name: user.displayName };
  return (
    <>
      <ConfirmDialog
        opened={asked === "remove"}
        title={t("info.removeTitle")}
        confirmLabel={t("info.removeConfirm")}
        busy={remove.isPending}
        error={remove.error === null ? null : failureText(remove.error)}
        onConfirm={() => remove.mutate(user.id, { onSuccess: onClose })}
        onClose={onClose}
      >
        <Text>{t("info.removeText", words)}</Text>
      </ConfirmDialog>
      <ConfirmDialog
        opened={asked === "handOver"}
        title={t("info.handOverTitle")}
        confirmLabel={t("info.handOverConfirm")}
        busy={changeRole.isPending}
        error={changeRole.error === null ? null : failureText(changeRole.error)}
        onConfirm={() =>
          changeRole.mutate({ userId: user.id, role: "owner" }, { onSuccess: onClose })
        }
        onClose={onClose}
      >
        <Text>{t("info.handOverText", words)}</Text>
      </ConfirmDialog>
    </>
  );
}
