import { Alert, Button, Group, Loader, Paper, Stack, Switch, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { IconCheck, IconCircle, IconX } from "@tabler/icons-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";

import type { PushSettings } from "@/api/types";
import { useFailureText } from "@/hooks/failureText";
import { installing } from "@/pwa/install";
import { lookAtPush, pushStanding, switchPushOff, switchPushOn } from "@/pwa/push";
import {
  testCall,
  testPush,
  testSteps,
  UNTRIED,
  type StepResult,
  type TestResult,
} from "@/pwa/testPush";
import { pushSettingsQuery, savePushSettings } from "./api/pushSettings";
import { fromClock, toClock } from "./clock";

/** What this device is told while no page is open, how I want it, and how the app is installed. */
export function NotificationsSection() {
  return (
    <Stack gap="xl">
      <ThisDevice />
      <MyWishes />
      <Install />
    </Stack>
  );
}

function useLanguage(): "ru" | "en" {
  const { i18n } = useTranslation();
  return i18n.language === "en" ? "en" : "ru";
}

function ThisDevice() {
  const { t } = useTranslation("settings");
  const failureText = useFailureText();
  const language = useLanguage();
  const standing = useSyncExternalStore(pushStanding.subscribe, pushStanding.get);
  useEffect(() => {
    lookAtPush(language).catch(() => undefined);
  }, [language]);
  const change = useMutation({
    mutationFn: (on: boolean) => (on ? switchPushOn(language) : switchPushOff()),
  });
  const possible = standing === "on" || standing === "off";
  return (
    <section aria-label={t("notifications.here")}>
      <Switch
        size="md"
        label={t("notifications.here")}
        description={t("notifications.hereHint")}
        checked={standing === "on"}
        disabled={!possible || change.isPending}
        onChange={(event) => change.mutate(event.currentTarget.checked)}
      />
      {!possible && standing !== "unknown" && (
        <Alert mt="md" color={standing === "denied" ? "orange" : "blue"} role="status">
          {t(`notifications.standing.${standing}`)}
        </Alert>
      )}
      {change.isError && (
        <Alert color="red" role="alert" mt="md">
          {failureText(change.error)}
        </Alert>
      )}
      {standing === "on" && (
        <>
          <Test />
          <TestCall />
        </>
      )}
    </section>
  );
}

function Test() {
  const { t } = useTranslation("settings");
  const [result, setResult] = useState<TestResult | null>(null);
  const test = useMutation({ mutationFn: () => testPush(setResult) });
  const failed = testSteps.find((step) => result?.[step] === "bad");
  return (
    <Stack gap="sm" mt="md" align="flex-start">
      <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
        {t("notifications.test")}
      </Button>
      {result !== null && (
        <Paper withBorder p="md" w="100%">
          <Stack component="ol" gap="xs" m={0} p={0} role="list" aria-live="polite">
            {testSteps.map((step) => (
              <Group component="li" key={step} gap="sm" wrap="nowrap">
                <StepSign result={(result ?? UNTRIED)[step]} />
                <Text size="sm">{t(`notifications.step.${step}`)}</Text>
              </Group>
            ))}
          </Stack>
          {failed !== undefined && (
            <Alert color="red" role="alert" mt="md">
              {t(`notifications.failed.${failed}`)}
            </Alert>
          )}
        </Paper>
      )}
    </Stack>
  );
}

/** Rings as a call would, once the person could lock the device: what nothing else shows. */
function TestCall() {
  const { t } = useTranslation("settings");
  const failureText = useFailureText();
  const test = useMutation({ mutationFn: testCall });
  return (
    <Stack gap="sm" mt="md" align="flex-start">
      <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
        {t("notifications.testCall")}
      </Button>
      <div role="status">
        {test.isPending && <Alert color="blue">{t("notifications.callComes")}</Alert>}
        {test.data === true && <Alert color="green">{t("notifications.callCame")}</Alert>}
      </div>
      {test.data === false && (
        <Alert color="red" role="alert">
          {t("notifications.failed.device")}
        </Alert>
      )}
      {test.isError && (
        <Alert color="red" role="alert">
          {failureText(test.error)}
        </Alert>
      )}
    </Stack>
  );
}

function StepSign({ result }: { result: StepResult }) {
  const { t } = useTranslation("settings");
  const label = t(`notifications.result.${result}`);
  switch (result) {
    case "waits":
      return <IconCircle size={20} role="img" aria-label={label} opacity={0.4} />;
    case "runs":
      return <Loader size={20} role="img" aria-label={label} />;
    case "good":
      return (
        <IconCheck size={20} role="img" aria-label={label} color="var(--mantine-color-green-6)" />
      );
    case "bad":
      return <IconX size={20} role="img" aria-label={label} color="var(--mantine-color-red-6)" />;
  }
}

const USUAL_QUIET = { from: 23 * 60, to: 7 * 60 };

function MyWishes() {
  const { t } = useTranslation("settings");
  const failureText = useFailureText();
  const queries = useQueryClient();
  const query = pushSettingsQuery();
  const stored = useQuery(query);
  const save = useMutation({
    scope: { id: "pushSettings" },
    mutationFn: savePushSettings,
    onSuccess: (_, settings) => queries.setQueryData(query.queryKey, settings),
  });
  const shown = save.isPending ? save.variables : stored.data;
  if (shown === undefined) {
    return stored.isError ? (
      <Alert color="red" role="alert">
        {failureText(stored.error)}
      </Alert>
    ) : (
      <Loader role="status" aria-label={t("notifications.wishes")} />
    );
  }
  return (
    <section aria-label={t("notifications.wishes")}>
      <Text fw={600} mb="xs">
        {t("notifications.wishes")}
      </Text>
      <Stack gap="md">
        <Switch
          size="md"
          label={t("notifications.hideText")}
          description={t("notifications.hideTextHint")}
          checked={shown.hideText}
          disabled={save.isPending}
          onChange={(event) => save.mutate({ ...shown, hideText: event.currentTarget.checked })}
        />
        <QuietHours
          key={`${String(shown.quietHours?.from)}-${String(shown.quietHours?.to)}`}
          settings={shown}
          disabled={save.isPending}
          onChange={(settings) => save.mutate(settings)}
        />
      </Stack>
      {save.isError && (
        <Alert color="red" role="alert" mt="sm">
          {failureText(save.error)}
        </Alert>
      )}
    </section>
  );
}

interface QuietHoursProps {
  settings: PushSettings;
  disabled: boolean;
  onChange: (settings: PushSettings) => void;
}

function QuietHours({ settings, disabled, onChange }: QuietHoursProps) {
  const { t } = useTranslation("settings");
  const quiet = settings.quietHours ?? null;
  const [times, setTimes] = useState(quiet ?? USUAL_QUIET);

  function change(next: { from: number; to: number } | null): void {
    const { quietHours: _, ...rest } = settings;
    // The server knows no time zones: it is told how far this day is ahead.
    const utcOffset = -new Date().getTimezoneOffset();
    onChange(next === null ? rest : { ...rest, quietHours: { ...next, utcOffset } });
  }

  function moment(name: "from" | "to") {
    return (
      <TextInput
        type="time"
        label={t(`notifications.${name}`)}
        value={toClock(times[name])}
        onChange={(event) => {
          const minute = fromClock(event.currentTarget.value);
          if (minute !== null) setTimes({ ...times, [name]: minute });
        }}
        onBlur={() => {
          if (quiet?.[name] !== times[name]) change({ from: times.from, to: times.to });
        }}
      />
    );
  }

  return (
    <div>
      <Switch
        size="md"
        label={t("notifications.quiet")}
        description={t("notifications.quietHint")}
        checked={quiet !== null}
        disabled={disabled}
        onChange={(event) =>
          change(event.currentTarget.checked ? { from: times.from, to: times.to } : null)
        }
      />
      {quiet !== null && (
        <Group mt="sm">
          {moment("from")}
          {moment("to")}
        </Group>
      )}
    </div>
  );
}

function Install() {
  const { t } = useTranslation("settings");
  const way = useSyncExternalStore(installing.subscribe, installing.way);
  return (
    <section aria-label={t("notifications.install")}>
      <Text fw={600} mb="xs">
        {t("notifications.install")}
      </Text>
      <Text c="dimmed" size="sm" mb="sm">
        {t(`notifications.installWay.${way}`)}
      </Text>
      {way === "prompt" && (
        <Button onClick={() => void installing.ask()}>{t("notifications.installNow")}</Button>
      )}
    </section>
  );
}
