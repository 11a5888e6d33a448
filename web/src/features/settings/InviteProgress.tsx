import { Button, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import {
  IconCircle,
  IconCircleCheckFilled,
  IconMessageCircle,
  IconPhone,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { Invite, Newcomer } from "@/api/types";
import { useCallLauncher } from "@/hooks/callLauncher";
import { useFailureText } from "@/hooks/failureText";
import { newcomersQuery, useInviteEvents } from "@/hooks/newcomers";
import { useWriteTo } from "@/hooks/writeTo";
import { UserAvatar } from "@/ui/UserAvatar";
import { useInvites } from "./api/invites";
import classes from "./InviteProgress.module.css";

export interface InviteProgressProps {
  invite: Invite;
  /** Somebody looks on: says that nothing has happened yet, too. `false` by default. */
  waits?: boolean;
}

/** What came of an invitation of mine, as it happens: opened, registered, and every step of settling in. */
export function InviteProgress({ invite, waits = false }: InviteProgressProps) {
  const { t } = useTranslation("welcome");
  useInviteEvents();
  const newcomers = (useQuery(newcomersQuery).data ?? []).filter(
    ({ code }) => code === invite.code,
  );
  // What was handed over may be older than what was heard since.
  const fresh = useInvites().data?.items.find(({ code }) => code === invite.code) ?? invite;
  const hint = fresh.openedAt == null ? (waits ? "waiting" : null) : "opened";
  return (
    <Stack gap="sm" component="section" aria-label={t("progress.label")} aria-live="polite">
      {newcomers.length === 0 && hint !== null && (
        <Text size="sm" c="dimmed" ta={waits ? "center" : "start"}>
          {t(`progress.${hint}`)}
        </Text>
      )}
      {newcomers.map((newcomer) => (
        <NewcomerCard key={newcomer.user.id} newcomer={newcomer} />
      ))}
    </Stack>
  );
}

const STEPS = ["profile", "microphone", "notifications", "installed", "testCall"] as const;

function NewcomerCard({ newcomer }: { newcomer: Newcomer }) {
  const { t } = useTranslation("welcome");
  const { user, steps } = newcomer;
  const failureText = useFailureText();
  const launcher = useCallLauncher();
  const write = useWriteTo(user.id);
  const name = user.displayName;
  return (
    <div className={classes["card"]}>
      <Group gap="sm" wrap="nowrap">
        <UserAvatar id={user.id} name={name} src={user.avatarUrl} size={44} />
        <Text fw={600} className={classes["name"] ?? ""}>
          {t("progress.isHere", { name })}
        </Text>
      </Group>
      <ul className={classes["steps"]} aria-label={t("progress.steps", { name })}>
        <Step label={t("progress.step.registered")} done />
        {STEPS.map((step) => (
          <Step key={step} label={t(`progress.step.${step}`)} done={steps.includes(step)} />
        ))}
      </ul>
      <Group gap="xs">
        {user.mayMessage !== false && (
          <Button
            size="sm"
            leftSection={<IconMessageCircle size={18} aria-hidden />}
            aria-label={t("people.writeTo", { name })}
            loading={write.isPending}
            onClick={() => write.mutate()}
          >
            {t("people.write")}
          </Button>
        )}
        {launcher !== null && user.mayCall !== false && (
          <Button
            size="sm"
            variant="light"
            leftSection={<IconPhone size={18} aria-hidden />}
            aria-label={t("people.callTo", { name })}
            onClick={() => launcher.start({ userId: user.id }, "audio")}
          >
            {t("people.call")}
          </Button>
        )}
      </Group>
      {write.isError && (
        <Text c="red" size="sm" role="alert">
          {failureText(write.error)}
        </Text>
      )}
    </div>
  );
}

function Step({ label, done }: { label: string; done: boolean }) {
  const { t } = useTranslation("welcome");
  const state = t(done ? "progress.done" : "progress.notYet");
  return (
    <li className={classes["step"]} data-done={done || undefined}>
      {done ? (
        <IconCircleCheckFilled size={18} role="img" aria-label={state} />
      ) : (
        <IconCircle size={18} role="img" aria-label={state} />
      )}
      <span>{label}</span>
    </li>
  );
}
