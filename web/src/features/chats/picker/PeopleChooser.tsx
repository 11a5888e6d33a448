import { CloseButton, UnstyledButton } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { User, UserId } from "@/api/types";
import { UserAvatar } from "@/ui/UserAvatar";
import { PeopleFound } from "./PeopleFound";
import { usePeopleSearch } from "./peopleSearch";
import { PeopleSearchField } from "./PeopleSearchField";
import classes from "./PeopleChooser.module.css";

export interface PeopleChooserProps {
  chosen: readonly User[];
  onChange: (chosen: User[]) => void;
  /** Who cannot be chosen because they are in already; nobody by default. */
  taken?: ReadonlySet<UserId>;
  /** What is said of them. */
  takenNote?: string;
  /** Said when there is nobody else to choose. */
  emptyText: string;
}

/** Several people out of everybody on the server; who is chosen stays above the search. */
export function PeopleChooser(props: PeopleChooserProps) {
  const { chosen, onChange, taken = NOBODY, takenNote, emptyText } = props;
  const { t } = useTranslation(["groups", "chats"]);
  const search = usePeopleSearch();
  const chosenIds = new Set(chosen.map((user) => user.id));

  function toggle(user: User): void {
    onChange(
      chosenIds.has(user.id) ? chosen.filter((one) => one.id !== user.id) : [...chosen, user],
    );
    search.setText("");
  }

  return (
    <div className={classes["root"]}>
      {chosen.length > 0 && (
        <ul
          className={classes["chosen"]}
          role="list"
          aria-label={t("new.chosen", { count: chosen.length })}
        >
          {chosen.map((user) => (
            <li key={user.id} className={classes["chip"]}>
              <UserAvatar id={user.id} name={user.displayName} src={user.avatarUrl} size={28} />
              <span className={classes["chipName"]}>{user.displayName}</span>
              <CloseButton
                size={28}
                radius="xl"
                aria-label={t("new.takeOut", { name: user.displayName })}
                onClick={() => toggle(user)}
              />
            </li>
          ))}
        </ul>
      )}
      <PeopleSearchField label={t("new.search")} search={search} />
      <div className={classes["people"]}>
        <PeopleFound search={search} emptyText={emptyText}>
          {(people, more) => (
            <ul
              className={classes["list"]}
              role="listbox"
              aria-multiselectable
              aria-label={t("chats:picker.people")}
            >
              {people.map((user) => (
                <PersonOption
                  key={user.id}
                  user={user}
                  isChosen={chosenIds.has(user.id)}
                  takenNote={taken.has(user.id) ? (takenNote ?? "") : null}
                  onToggle={() => toggle(user)}
                />
              ))}
              {more}
            </ul>
          )}
        </PeopleFound>
      </div>
    </div>
  );
}

interface PersonOptionProps {
  user: User;
  isChosen: boolean;
  /** Why they cannot be chosen; `null` when they can. */
  takenNote: string | null;
  onToggle: () => void;
}

function PersonOption({ user, isChosen, takenNote, onToggle }: PersonOptionProps) {
  const isTaken = takenNote !== null;
  const isIn = isChosen || isTaken;
  return (
    <UnstyledButton
      component="li"
      role="option"
      aria-selected={isIn}
      aria-disabled={isTaken || undefined}
      tabIndex={0}
      className={classes["row"] ?? ""}
      data-taken={isTaken || undefined}
      onClick={() => {
        if (!isTaken) onToggle();
      }}
      onKeyDown={(event) => {
        if ((event.key === "Enter" || event.key === " ") && !isTaken) {
          event.preventDefault();
          onToggle();
        }
      }}
    >
      <UserAvatar id={user.id} name={user.displayName} src={user.avatarUrl} />
      <span className={classes["words"]}>
        <span className={classes["name"]}>{user.displayName}</span>
        <span className={classes["note"]}>{takenNote ?? `@${user.login}`}</span>
      </span>
      <span className={classes["tick"]} data-on={isIn || undefined} aria-hidden>
        {isIn && <IconCheck size={16} stroke={3} />}
      </span>
    </UnstyledButton>
  );
}

const NOBODY: ReadonlySet<UserId> = new Set();
