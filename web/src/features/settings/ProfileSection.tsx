import { Alert, Button, Group, Paper, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconCheck } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { toFailure } from "@/api/failure";
import { invalidFields, useInvalidText } from "@/hooks/fieldErrors";
import { useFailureText } from "@/hooks/failureText";
import { updateMe } from "@/hooks/me";
import { useMessenger } from "@/hooks/messengerContext";
import { useMyPhoto } from "@/hooks/myPhoto";
import { useMe } from "@/hooks/session";
import { checkField, fieldLimits } from "@/lib/fieldRules";
import { CopyIconButton } from "@/ui/CopyIconButton";
import { Fact, Facts } from "@/ui/Facts";
import { PhotoPicker } from "@/ui/photo/PhotoPicker";

/** My photo, name and what I say about myself; login and UID to share. */
export function ProfileSection() {
  const { t } = useTranslation("settings");
  const me = useMe();
  return (
    <Stack gap="lg">
      <MyPhoto />
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

/** The server's rule: nothing, or 5 to 20 of digits, blanks and `+ - ( )`. */
function isPhone(value: string): boolean {
  return value.trim() === "" || /^[\d+() -]{5,20}$/.test(value.trim());
}

/** Characters. */
const ABOUT_MAX = 500;

function MyPhoto() {
  const me = useMe();
  const photo = useMyPhoto();
  const failureText = useFailureText();

  return (
    <Stack align="center" gap={4}>
      <PhotoPicker
        id={me.id}
        name={me.displayName}
        src={me.avatarUrl}
        size={112}
        onPick={photo.put}
        onRemove={me.avatarUrl == null ? undefined : photo.remove}
        errorText={failureText}
      />
      <Text size="xl" fw={600} lineClamp={2} ta="center">
        {me.displayName}
      </Text>
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
    initialValues: {
      displayName: me.displayName,
      statusText: me.statusText ?? "",
      phone: me.phone ?? "",
      about: me.about ?? "",
    },
    validate: {
      displayName: (value) => check("displayName", value),
      statusText: (value) => check("statusText", value),
      phone: (value) => (isPhone(value) ? null : t("profile.phoneInvalid")),
      about: (value) =>
        Array.from(value.trim()).length > ABOUT_MAX
          ? t("profile.aboutTooLong", { max: ABOUT_MAX })
          : null,
    },
  });
  const save = useMutation({
    mutationFn: async (values: typeof form.values) => {
      await updateMe({
        displayName: values.displayName.trim(),
        statusText: values.statusText.trim(),
        phone: values.phone.trim(),
        about: values.about.trim(),
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
      if (invalid["phone"] !== undefined) form.setFieldError("phone", t("profile.phoneInvalid"));
    },
  });

  function check(field: "displayName" | "statusText", value: string): string | null {
    const code = checkField(field, value);
    return code === null ? null : invalidText(field, code);
  }

  const dirty = form.isDirty();
  const left = fieldLimits.statusText.max - Array.from(form.values.statusText).length;
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
      <Stack>
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
        <TextInput
          type="tel"
          label={t("profile.phone")}
          description={t("profile.phoneHint")}
          autoComplete="tel"
          {...form.getInputProps("phone")}
        />
        <Textarea
          label={t("profile.about")}
          description={t("profile.aboutHint")}
          autosize
          minRows={2}
          maxRows={6}
          {...form.getInputProps("about")}
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
