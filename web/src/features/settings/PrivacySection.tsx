import { Alert, Button, Input, SegmentedControl, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import type { Audience, Privacy } from "@/api/types";
import { useContacts, useContactStep } from "@/hooks/contacts";
import { useFailureText } from "@/hooks/failureText";
import { useMessenger } from "@/hooks/messengerContext";
import { useMe } from "@/hooks/session";
import { UserAvatar } from "@/ui/UserAvatar";
import { updateMe } from "@/hooks/me";
import { CallSettingsFields } from "./CallSettingsFields";
import classes from "./PrivacySection.module.css";

const AUDIENCES = ["everybody", "contacts", "nobody"] as const;
const SETTINGS = [
  "lastSeen",
  "photo",
  "phone",
  "about",
  "calls",
  "messages",
  "groups",
  "receipts",
] as const satisfies readonly (keyof Privacy)[];

/** Who may see or do what with me, and whom I blocked. */
export function PrivacySection() {
  const { t } = useTranslation("settings");
  const failureText = useFailureText();
  const me = useMe();
  const messenger = useMessenger();
  const save = useMutation({
    mutationFn: async (change: { setting: keyof Privacy; audience: Audience }) => {
      await updateMe({ privacy: { [change.setting]: change.audience } });
      await messenger.session.refreshMe();
    },
  });
  return (
    <Stack gap="lg">
      <Text c="dimmed">{t("privacy.text")}</Text>
      {SETTINGS.map((setting) => {
        const wanted =
          save.isPending && save.variables.setting === setting ? save.variables.audience : null;
        return (
          <Input.Wrapper
            key={setting}
            label={t(`privacy.of.${setting}`)}
            labelElement="div"
            description={
              setting === "lastSeen"
                ? t("privacy.lastSeenHint")
                : setting === "receipts"
                  ? t("privacy.receiptsHint")
                  : undefined
            }
          >
            <SegmentedControl
              fullWidth
              className={classes["choice"] ?? ""}
              aria-label={t(`privacy.of.${setting}`)}
              value={wanted ?? me.privacy[setting]}
              onChange={(value) => {
                const audience = AUDIENCES.find((known) => known === value);
                if (audience !== undefined) save.mutate({ setting, audience });
              }}
              data={AUDIENCES.map((value) => ({ value, label: t(`privacy.audience.${value}`) }))}
            />
          </Input.Wrapper>
        );
      })}
      {save.isError && (
        <Alert color="red" role="alert">
          {failureText(save.error)}
        </Alert>
      )}
      <CallSettingsFields />
      <Blocked />
    </Stack>
  );
}

function Blocked() {
  const { t } = useTranslation("settings");
  const failureText = useFailureText();
  const contacts = useContacts();
  const step = useContactStep();
  const blocked = contacts.data?.blocked ?? [];
  return (
    <section aria-label={t("privacy.blocked")}>
      <Text fw={600} mb="xs">
        {t("privacy.blocked")}
      </Text>
      {contacts.isError && contacts.data === undefined ? (
        <Text c="red" role="alert">
          {failureText(contacts.error)}
        </Text>
      ) : blocked.length === 0 ? (
        <Text c="dimmed" size="sm">
          {t("privacy.nobodyBlocked")}
        </Text>
      ) : (
        <ul className={classes["list"]} role="list">
          {blocked.map((user) => (
            <li key={user.id} className={classes["person"]}>
              <UserAvatar id={user.id} name={user.displayName} src={user.avatarUrl} />
              <Text truncate className={classes["name"] ?? ""}>
                {user.displayName}
              </Text>
              <Button
                size="compact-md"
                variant="default"
                loading={step.isPending && step.variables.userId === user.id}
                aria-label={t("privacy.unblockLabel", { name: user.displayName })}
                onClick={() => step.mutate({ do: "unblock", userId: user.id })}
              >
                {t("privacy.unblock")}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {step.isError && (
        <Text c="red" size="sm" role="alert">
          {failureText(step.error)}
        </Text>
      )}
    </section>
  );
}
