import { Button, Modal, Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Message } from "@/api/types";
import { usePersonName } from "@/hooks/chats";
import { useFailureText } from "@/hooks/failureText";
import { ErrorState } from "@/ui/ErrorState";
import { UserAvatar } from "@/ui/UserAvatar";
import { useReactionsBy } from "../api/reactionsBy";
import classes from "./ReactionsSheet.module.css";

export interface ReactionsSheetProps {
  message: Message;
  onClose: () => void;
}

/** Who answered a message with which sign. */
export default function ReactionsSheet({ message, onClose }: ReactionsSheetProps) {
  const { t } = useTranslation("actions");
  const { t: tCommon } = useTranslation();
  const failureText = useFailureText();
  const nameOf = usePersonName();
  const query = useReactionsBy(message);
  const items = query.data?.pages.flatMap((page) => page.items);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("react.who")}
      size="sm"
      centered
      closeButtonProps={{ "aria-label": tCommon("close") }}
    >
      {items === undefined ? (
        query.error !== null ? (
          <ErrorState
            title={t("react.failed")}
            text={failureText(query.error)}
            actionLabel={tCommon("retry")}
            onAction={() => void query.refetch()}
          />
        ) : (
          <div role="status" aria-busy="true" aria-label={tCommon("loading")}>
            <Skeleton height={36} mb="xs" />
            <Skeleton height={36} />
          </div>
        )
      ) : items.length === 0 ? (
        <p className={classes["nobody"]}>{t("react.nobody")}</p>
      ) : (
        <ul className={classes["list"]} role="list">
          {items.map(({ user, emoji }) => (
            <li key={`${user.id} ${emoji}`} className={classes["row"]}>
              <UserAvatar id={user.id} name={nameOf(user)} src={user.avatarUrl} size={36} />
              <span className={classes["name"]}>{nameOf(user)}</span>
              <span className={classes["emoji"]}>{emoji}</span>
            </li>
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <Button
          variant="subtle"
          fullWidth
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t("react.more")}
        </Button>
      )}
    </Modal>
  );
}
