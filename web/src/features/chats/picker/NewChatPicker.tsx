import { Button, Modal, Skeleton, TextInput } from "@mantine/core";
import { useDebouncedValue, useMediaQuery } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";

import { toFailure, type Failure } from "@/api/failure";
import type { User, UserId } from "@/api/types";
import { useFailureText } from "@/hooks/failureText";
import { useMessenger } from "@/hooks/messengerContext";
import { useMe } from "@/hooks/session";
import { paths } from "@/lib/paths";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { useDirectory } from "../api/listUsers";
import { useUserSearch } from "../api/searchUsers";
import { PHONE } from "../screenSizes";
import { PersonRow } from "./PersonRow";
import classes from "./NewChatPicker.module.css";

export interface NewChatPickerProps {
  opened: boolean;
  onClose: () => void;
}

/** Everybody on the server, to begin a chat with. */
export function NewChatPicker({ opened, onClose }: NewChatPickerProps) {
  const { t } = useTranslation("chats");
  const { t: tCommon } = useTranslation();
  const isPhone = useMediaQuery(PHONE);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("picker.title")}
      fullScreen={isPhone === true}
      closeButtonProps={{ "aria-label": tCommon("close") }}
      classNames={{ body: classes["body"] ?? "" }}
    >
      <Picker onDone={onClose} />
    </Modal>
  );
}

const SEARCH_AFTER_MS = 250;

function Picker({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation("chats");
  const { t: tCommon } = useTranslation();
  const navigate = useNavigate();
  const messenger = useMessenger();
  const me = useMe();
  const failureText = useFailureText();
  const [search, setSearch] = useState("");
  const [opening, setOpening] = useState<UserId | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [query] = useDebouncedValue(search.trim(), SEARCH_AFTER_MS);
  const isSearch = query !== "";
  const directory = useDirectory(!isSearch);
  const found = useUserSearch(query);
  const active = isSearch ? found : directory;
  const people = (
    isSearch ? found.data?.items : directory.data?.pages.flatMap((page) => page.items)
  )?.filter((user) => user.id !== me.id);

  async function openChat(user: User): Promise<void> {
    setOpening(user.id);
    setFailure(null);
    try {
      const chatId = await messenger.chats.openDirect(user.id);
      onDone();
      void navigate(paths.chat(chatId));
    } catch (caught) {
      setFailure(toFailure(caught));
    } finally {
      setOpening(null);
    }
  }

  return (
    <>
      <TextInput
        data-autofocus
        role="searchbox"
        aria-label={t("picker.search")}
        placeholder={t("picker.search")}
        leftSection={<IconSearch size={18} aria-hidden />}
        variant="filled"
        radius="xl"
        size="md"
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
      />
      {failure !== null && (
        <p className={classes["failure"]} role="alert">
          {failureText(failure)}
        </p>
      )}
      <div className={classes["people"]}>
        {people === undefined ? (
          active.error !== null ? (
            <ErrorState
              title={t("picker.failed")}
              text={failureText(active.error)}
              actionLabel={tCommon("retry")}
              onAction={() => void active.refetch()}
            />
          ) : (
            <PeopleSkeleton label={tCommon("loading")} />
          )
        ) : people.length === 0 ? (
          isSearch ? (
            <EmptyState
              illustration="search"
              title={t("picker.nothingFound")}
              text={t("picker.nothingFoundText")}
            />
          ) : (
            <EmptyState
              illustration="people"
              title={t("picker.emptyTitle")}
              text={t("picker.emptyText")}
              action={
                <Button
                  mt="sm"
                  component={Link}
                  to={paths.settingsSection("invites")}
                  onClick={onDone}
                >
                  {t("picker.toInvites")}
                </Button>
              }
            />
          )
        ) : (
          <ul className={classes["list"]} role="list" aria-label={t("picker.people")}>
            {people.map((user) => (
              <li key={user.id}>
                <PersonRow
                  user={user}
                  busy={opening === user.id}
                  disabled={opening !== null}
                  onChoose={() => void openChat(user)}
                />
              </li>
            ))}
            {!isSearch && directory.hasNextPage && (
              <li className={classes["more"]}>
                <Button
                  variant="subtle"
                  loading={directory.isFetchingNextPage}
                  onClick={() => void directory.fetchNextPage()}
                >
                  {t("picker.more")}
                </Button>
              </li>
            )}
          </ul>
        )}
      </div>
    </>
  );
}

function PeopleSkeleton({ label }: { label: string }) {
  return (
    <div aria-busy="true" aria-label={label}>
      {[44, 60, 38, 52].map((width) => (
        <div key={width} className={classes["skeleton"]}>
          <Skeleton circle height={44} />
          <Skeleton height={14} width={`${width}%`} />
        </div>
      ))}
    </div>
  );
}
