import { Button, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { ContactRequest } from "@/api/types";
import { useContacts, useContactStep } from "@/hooks/contacts";
import { useFailureText } from "@/hooks/failureText";
import { paths } from "@/lib/paths";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { UserAvatar } from "@/ui/UserAvatar";
import classes from "./ContactsTab.module.css";
import { PersonRow, PersonRowSkeleton } from "./PersonRow";

/** Who asks me, whom I asked, and whom I know. */
export function ContactsTab({ onShowAll }: { onShowAll: () => void }) {
  const { t } = useTranslation(["people", "common"]);
  const failureText = useFailureText();
  const contacts = useContacts();
  if (contacts.data === undefined) {
    return contacts.isPending ? (
      <div className={classes["root"]} role="status" aria-label={t("common:loading")}>
        {[1, 2, 3].map((key) => (
          <PersonRowSkeleton key={key} />
        ))}
      </div>
    ) : (
      <ErrorState
        title={t("people:list.failedTitle")}
        text={failureText(contacts.error)}
        actionLabel={t("common:retry")}
        onAction={() => void contacts.refetch()}
      />
    );
  }
  const { items, incoming, outgoing } = contacts.data;
  if (items.length + incoming.length + outgoing.length === 0) {
    return (
      <EmptyState
        illustration="people"
        title={t("people:contacts.emptyTitle")}
        text={t("people:contacts.emptyText")}
        action={
          <Button mt="sm" variant="light" onClick={onShowAll}>
            {t("people:contacts.showAll")}
          </Button>
        }
      />
    );
  }
  return (
    <div className={classes["root"]}>
      {incoming.length > 0 && (
        <section aria-label={t("people:contacts.incoming")}>
          <h2 className={classes["heading"]}>{t("people:contacts.incoming")}</h2>
          <ul className={classes["list"]} role="list">
            {incoming.map((asked) => (
              <Request key={asked.id} asked={asked} incoming />
            ))}
          </ul>
        </section>
      )}
      {outgoing.length > 0 && (
        <section aria-label={t("people:contacts.outgoing")}>
          <h2 className={classes["heading"]}>{t("people:contacts.outgoing")}</h2>
          <ul className={classes["list"]} role="list">
            {outgoing.map((asked) => (
              <Request key={asked.id} asked={asked} incoming={false} />
            ))}
          </ul>
        </section>
      )}
      {items.length > 0 && (
        <section aria-label={t("people:contacts.title")}>
          <h2 className={classes["heading"]}>{t("people:contacts.title")}</h2>
          <ul className={classes["list"]} role="list">
            {items.map(({ user }) => (
              <li key={user.id}>
                <PersonRow user={user} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Request({ asked, incoming }: { asked: ContactRequest; incoming: boolean }) {
  const { t } = useTranslation("people");
  const failureText = useFailureText();
  const step = useContactStep();
  const { user } = asked;
  const doing = step.isPending ? step.variables.do : null;
  return (
    <li className={classes["request"]}>
      <Link to={paths.person(user.id)} className={classes["who"]}>
        <UserAvatar id={user.id} name={user.displayName} src={user.avatarUrl} size={48} />
        <span className={classes["words"]}>
          <Text span fw={500} truncate display="block">
            {user.displayName}
          </Text>
          <Text span size="sm" c="dimmed" truncate display="block">
            @{user.login}
          </Text>
        </span>
      </Link>
      <Group gap="xs" wrap="nowrap" className={classes["answers"] ?? ""}>
        {incoming && (
          <Button
            size="compact-md"
            loading={doing === "accept"}
            disabled={doing !== null}
            aria-label={t("contacts.acceptFrom", { name: user.displayName })}
            onClick={() => step.mutate({ do: "accept", userId: user.id, requestId: asked.id })}
          >
            {t("contacts.accept")}
          </Button>
        )}
        <Button
          size="compact-md"
          variant="default"
          loading={doing === "decline"}
          disabled={doing !== null}
          aria-label={
            incoming
              ? t("contacts.declineFrom", { name: user.displayName })
              : t("contacts.withdrawFrom", { name: user.displayName })
          }
          onClick={() => step.mutate({ do: "decline", userId: user.id, requestId: asked.id })}
        >
          {incoming ? t("contacts.decline") : t("contacts.withdraw")}
        </Button>
      </Group>
      {step.isError && (
        <Text c="red" size="sm" role="alert">
          {failureText(step.error)}
        </Text>
      )}
    </li>
  );
}
