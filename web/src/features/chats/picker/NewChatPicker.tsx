import { Button, Loader, Modal, UnstyledButton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconBookmark, IconUsersPlus } from "@tabler/icons-react";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";

import { toFailure, type Failure } from "@/api/failure";
import type { UserId } from "@/api/types";
import { useFailureText } from "@/hooks/failureText";
import { useMessenger } from "@/hooks/messengerContext";
import { paths } from "@/lib/paths";
import { PHONE } from "../screenSizes";
import { PeopleFound } from "./PeopleFound";
import { usePeopleSearch } from "./peopleSearch";
import { PeopleSearchField } from "./PeopleSearchField";
import { PersonRow } from "./PersonRow";
import classes from "./NewChatPicker.module.css";

export interface NewChatPickerProps {
  opened: boolean;
  onClose: () => void;
}

/** Everybody on the server, to begin a chat with; and the ways to a group and to my own notes. */
export function NewChatPicker({ opened, onClose }: NewChatPickerProps) {
  const { t } = useTranslation(["chats", "groups", "common"]);
  const isPhone = useMediaQuery(PHONE);
  const [making, setMaking] = useState<"chat" | "group">("chat");
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      onExitTransitionEnd={() => setMaking("chat")}
      title={making === "group" ? t("groups:new.title") : t("chats:picker.title")}
      fullScreen={isPhone === true}
      closeButtonProps={{ "aria-label": t("common:close") }}
      classNames={{ body: classes["body"] ?? "" }}
    >
      {making === "group" ? (
        <Suspense fallback={<Loader aria-label={t("common:loading")} />}>
          <NewGroup onDone={onClose} />
        </Suspense>
      ) : (
        <Picker onDone={onClose} onGroup={() => setMaking("group")} />
      )}
    </Modal>
  );
}

const NewGroup = lazy(async () => ({ default: (await import("../groups/NewGroup")).NewGroup }));

/** Which chat is being opened. */
type Target = { kind: "saved" } | { kind: "person"; userId: UserId };

function isFor(target: Target | null, userId: UserId): boolean {
  return target?.kind === "person" && target.userId === userId;
}

interface PickerProps {
  onDone: () => void;
  onGroup: () => void;
}

function Picker({ onDone, onGroup }: PickerProps) {
  const { t } = useTranslation(["chats", "groups"]);
  const navigate = useNavigate();
  const messenger = useMessenger();
  const failureText = useFailureText();
  const search = usePeopleSearch();
  const [opening, setOpening] = useState<Target | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function open(what: Target): Promise<void> {
    setOpening(what);
    setFailure(null);
    try {
      const chatId =
        what.kind === "saved"
          ? await messenger.chats.openSaved()
          : await messenger.chats.openDirect(what.userId);
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
      <PeopleSearchField label={t("chats:picker.search")} search={search} />
      {!search.isSearch && (
        <div className={classes["ways"]}>
          <WayButton
            icon={<IconUsersPlus size={22} stroke={1.75} />}
            name={t("groups:new.start")}
            disabled={opening !== null}
            onClick={onGroup}
          />
          <WayButton
            icon={<IconBookmark size={22} stroke={1.75} />}
            name={t("chats:savedTitle")}
            busy={opening?.kind === "saved"}
            disabled={opening !== null}
            onClick={() => void open({ kind: "saved" })}
          />
        </div>
      )}
      {failure !== null && (
        <p className={classes["failure"]} role="alert">
          {failureText(failure)}
        </p>
      )}
      <div className={classes["people"]}>
        <PeopleFound
          search={search}
          emptyText={t("chats:picker.emptyText")}
          emptyAction={
            <Button mt="sm" component={Link} to={paths.settingsSection("invites")} onClick={onDone}>
              {t("chats:picker.toInvites")}
            </Button>
          }
        >
          {(people, more) => (
            <ul className={classes["list"]} role="list" aria-label={t("chats:picker.people")}>
              {people.map((user) => (
                <li key={user.id}>
                  <PersonRow
                    user={user}
                    busy={isFor(opening, user.id)}
                    disabled={opening !== null}
                    onChoose={() => void open({ kind: "person", userId: user.id })}
                  />
                </li>
              ))}
              {more}
            </ul>
          )}
        </PeopleFound>
      </div>
    </>
  );
}

interface WayButtonProps {
  icon: ReactNode;
  name: string;
  /** `false` by default. */
  busy?: boolean;
  disabled: boolean;
  onClick: () => void;
}

/** A way to something else than a chat with one person. */
function WayButton({ icon, name, busy = false, disabled, onClick }: WayButtonProps) {
  return (
    <UnstyledButton className={classes["way"] ?? ""} onClick={onClick} disabled={disabled}>
      <span className={classes["waySign"]}>{icon}</span>
      <span className={classes["wayName"]}>{name}</span>
      {busy && <Loader size="sm" />}
    </UnstyledButton>
  );
}
