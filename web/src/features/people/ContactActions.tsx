import { Button, Menu, Stack, Text } from "@mantine/core";
import {
  IconBan,
  IconCheck,
  IconDots,
  IconUserCheck,
  IconUserMinus,
  IconUserPlus,
  IconUserX,
} from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { User } from "@/api/types";
import { standingTowards, useContacts, useContactStep } from "@/hooks/contacts";
import { useFailureText } from "@/hooks/failureText";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import classes from "./ContactActions.module.css";

/** How I stand to somebody, and the next step: ask, answer, withdraw, part, block. */
export function ContactActions({ user }: { user: User }) {
  const { t } = useTranslation("people");
  const failureText = useFailureText();
  const contacts = useContacts();
  const step = useContactStep();
  const [asked, setAsked] = useState<"remove" | "block" | null>(null);
  if (contacts.data === undefined) return null;
  const { state, requestId } = standingTowards(contacts.data, user.id);
  const { id: userId, displayName: name } = user;
  const close = (): void => setAsked(null);

  return (
    <Stack gap="xs">
      {state === "incoming" && (
        <Text ta="center" fw={500}>
          {t("contacts.asksYou")}
        </Text>
      )}
      <div className={classes["row"]}>
        {state === "none" && (
          <Button
            variant="light"
            leftSection={<IconUserPlus size={20} aria-hidden />}
            loading={step.isPending}
            onClick={() => step.mutate({ do: "ask", userId })}
          >
            {t("contacts.ask")}
          </Button>
        )}
        {state === "outgoing" && requestId !== null && (
          <Button
            variant="default"
            leftSection={<IconUserX size={20} aria-hidden />}
            loading={step.isPending}
            onClick={() => step.mutate({ do: "decline", userId, requestId })}
          >
            {t("contacts.withdrawRequest")}
          </Button>
        )}
        {state === "incoming" && requestId !== null && (
          <>
            <Button
              leftSection={<IconCheck size={20} aria-hidden />}
              loading={step.isPending && step.variables.do === "accept"}
              disabled={step.isPending}
              onClick={() => step.mutate({ do: "accept", userId, requestId })}
            >
              {t("contacts.accept")}
            </Button>
            <Button
              variant="default"
              disabled={step.isPending}
              onClick={() => step.mutate({ do: "decline", userId, requestId })}
            >
              {t("contacts.decline")}
            </Button>
          </>
        )}
        {state === "contact" && (
          <span className={classes["known"]}>
            <IconUserCheck size={20} aria-hidden /> {t("contacts.isContact")}
          </span>
        )}
        {state === "blocked" && (
          <Button
            color="red"
            variant="light"
            leftSection={<IconBan size={20} aria-hidden />}
            loading={step.isPending}
            onClick={() => step.mutate({ do: "unblock", userId })}
          >
            {t("contacts.unblock")}
          </Button>
        )}
        {state !== "blocked" && (
          <Menu position="bottom-end" width={240} shadow="lg">
            <Menu.Target>
              <Button variant="default" px="sm" aria-label={t("contacts.more")}>
                <IconDots size={20} aria-hidden />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {state === "contact" && (
                <Menu.Item
                  color="red"
                  c="var(--mantine-color-error)"
                  leftSection={<IconUserMinus size={18} aria-hidden />}
                  onClick={() => setAsked("remove")}
                >
                  {t("contacts.remove")}
                </Menu.Item>
              )}
              <Menu.Item
                color="red"
                c="var(--mantine-color-error)"
                leftSection={<IconBan size={18} aria-hidden />}
                onClick={() => setAsked("block")}
              >
                {t("contacts.block")}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      {step.isError && asked === null && (
        <Text c="red" size="sm" ta="center" role="alert">
          {failureText(step.error)}
        </Text>
      )}
      <ConfirmDialog
        opened={asked !== null}
        title={asked === "block" ? t("contacts.blockTitle") : t("contacts.removeTitle")}
        confirmLabel={asked === "block" ? t("contacts.blockConfirm") : t("contacts.removeConfirm")}
        busy={step.isPending}
        error={step.error === null ? null : failureText(step.error)}
        onConfirm={() => {
          if (asked !== null) step.mutate({ do: asked, userId }, { onSuccess: close });
        }}
        onClose={close}
      >
        <Text>
          {asked === "block"
            ? t("contacts.blockText", { name })
            : t("contacts.removeText", { name })}
        </Text>
      </ConfirmDialog>
    </Stack>
  );
}
