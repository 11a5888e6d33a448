import { Alert, Button, Group, Paper, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconCheck } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { toFailure } from "@/api/failure";
import { invalidFields, useInvalidText } from "@/hooks/fieldErrors";
import { useFailureText } from "@/hooks/failureText";
import { useMessenger } from "@/hooks/messengerContext";
import { useMe } from "@/hooks/session";
import { checkField, fieldLimits } from "@/lib/fieldRules";
import { CopyIconButton } from "@/ui/CopyIconButton";
import { Fact, Facts } from "@/ui/Facts";
import { UserAvatar } from "@/ui/UserAvatar";
import { updateMe } from "./api/updateMe";

/** My name and status; login and UID to share. */
export function ProfileSection() {
  const { t } = useTranslation("settings");
  const me = useMe();
  return (
    <Stack gap="lg">
      <ProfileForm />
      <Paper px="md" py={4} withBorder>
        <Facts>
          <Fact
            label={t("profile.login")}
            action={
              <CopyIconButton
                value={me.login}
                label={t("profile.copyLogin")}
                copiedLabel={t("copied")}
              />
            }
          >
            @{me.login}
          </Fact>
          <Fact
            label={t("profile.uid")}
            action={
              <CopyIconButton
                value={me.id}
                label={t("profile.copyUid")}
                copiedLabel={t("copied")}
              />
            }
          >
            <Text size="sm" ff="monospace">
              {me.id}
            </Text>
            <Text size="xs" c="dimmed">
              {t("profile.uidHint")}
            </Text>
          </Fact>
          {me.email != null && <Fact label={t("profile.email")}>{me.email}</Fact>}
        </Facts>
      </Paper>
    </Stack>
  );
}

function ProfileForm() {
  const { t } = useTranslation("settings");
  const me = useMe();
  const messenger = useMessenger();
  const queries = useQueryClient();
  const failureText = useFailureText();
  const invalidText = useInvalidText();
  const form = useForm({
    initialValues: { displayName: me.displayName, statusText: me.statusText ?? "" },
    validate: {
      displayName: (value) => check("displayName", value),
      statusText: (value) => check("statusText", value),
    },
  });
  const save = useMutation({
    mutationFn: async (values: typeof form.values) => {
      await updateMe({
        displayName: values.displayName.trim(),
        statusText: values.statusText.trim(),
      });
    },
    onSuccess: (_, values) => {
      form.resetDirty(values);
      // The profile is saved, whether or not the reading back works now.
      messenger.session.refreshMe().catch(() => undefined);
      void queries.invalidateQueries({ queryKey: ["people"] });
    },
    onError: (error) => {
      const invalid = invalidFields(toFailure(error));
      for (const field of ["displayName", "statusText"] as const) {
        const code = invalid[field];
        if (code !== undefined) form.setFieldError(field, invalidText(field, code));
      }
    },
  });

  function check(field: "displayName" | "statusText", value: string): string | null {
    const code = checkField(field, value);
    return code === null ? null : invalidText(field, code);
  }

  const dirty = form.isDirty();
  // What is being saved counts as saved until the server says otherwise.
  const name = save.isPending ? save.variables.displayName : me.displayName;
  const left = fieldLimits.statusText.max - Array.from(form.values.statusText).length;
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
      <Stack>
        <Group wrap="nowrap">
          <UserAvatar id={me.id} name={name} src={me.avatarUrl} size={72} />
          <Text size="xl" fw={600} lineClamp={2} miw={0}>
            {name}
          </Text>
        </Group>
        <TextInput
          label={t("profile.name")}
          description={t("profile.nameHint")}
          autoComplete="name"
          {...form.getInputProps("displayName")}
        />
        <TextInput
          label={t("profile.status")}
          description={left <= 20 ? t("profile.left", { count: left }) : t("profile.statusHint")}
          {...form.getInputProps("statusText")}
        />
        {save.isError && Object.keys(form.errors).length === 0 && (
          <Alert color="red" role="alert">
            {failureText(save.error)}
          </Alert>
        )}
        <Group>
          <Button type="submit" disabled={!dirty} loading={save.isPending}>
            {t("profile.save")}
          </Button>
          <Text component="span" size="sm" c="dimmed" role="status">
            {save.isSuccess && !dirty && (
              <Group gap={4} component="span">
                <IconCheck size={18} aria-hidden /> {t("profile.saved")}
              </Group>
            )}
          </Text>
        </Group>
      </Stack>
    </form>
  );
}
