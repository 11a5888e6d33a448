import { Alert, Button, Input, SegmentedControl, Stack, Switch, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";

import { toFailure } from "@/api/failure";
import type { Invite } from "@/api/types";
import { invalidFields, useInvalidText } from "@/hooks/fieldErrors";
import { useFailureText } from "@/hooks/failureText";
import { checkField } from "@/lib/fieldRules";
import { useCreateInvite, type CreateInviteInput } from "./api/createInvite";
import classes from "./InviteForm.module.css";

export interface InviteFormProps {
  onCreated: (invite: Invite) => void;
}

const USES = { one: 1, five: 5, any: null } as const;
const HOURS = { day: 24, week: 168, month: 720, never: null } as const;

interface Values {
  codeKind: "random" | "chosen";
  code: string;
  uses: keyof typeof USES;
  expiry: keyof typeof HOURS;
  note: string;
  admin: boolean;
}

/** Makes an invitation. */
export function InviteForm({ onCreated }: InviteFormProps) {
  const { t } = useTranslation("settings");
  const failureText = useFailureText();
  const invalidText = useInvalidText();
  const create = useCreateInvite();
  const form = useForm<Values>({
    initialValues: {
      codeKind: "random",
      code: "",
      uses: "one",
      expiry: "week",
      note: "",
      admin: false,
    },
    validate: {
      code: (value, { codeKind }) => {
        const code = codeKind === "chosen" ? checkField("inviteCode", value) : null;
        return code === null ? null : invalidText("inviteCode", code);
      },
      note: (value) => {
        const code = checkField("note", value);
        return code === null ? null : invalidText("note", code);
      },
    },
  });

  function submit(values: Values): void {
    create.mutate(inputOf(values), {
      onSuccess: onCreated,
      onError: (error) => {
        const failure = toFailure(error);
        if (failure.kind === "problem" && failure.code === "invite_taken") {
          form.setFieldError("code", failureText(failure));
        }
        const { code, note } = invalidFields(failure);
        if (code !== undefined) form.setFieldError("code", invalidText("inviteCode", code));
        if (note !== undefined) form.setFieldError("note", invalidText("note", note));
      },
    });
  }

  return (
    <form onSubmit={form.onSubmit(submit)} noValidate>
      <Stack>
        <Input.Wrapper label={t("invites.form.codeKind")} labelElement="div">
          <SegmentedControl
            fullWidth
            className={classes["choice"] ?? ""}
            aria-label={t("invites.form.codeKind")}
            data={[
              { value: "random", label: t("invites.form.random") },
              { value: "chosen", label: t("invites.form.chosen") },
            ]}
            {...form.getInputProps("codeKind")}
          />
        </Input.Wrapper>
        {form.values.codeKind === "chosen" && (
          <TextInput
            label={t("invites.form.word")}
            description={t("invites.form.wordHint")}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            {...form.getInputProps("code")}
          />
        )}
        <Input.Wrapper label={t("invites.form.uses")} labelElement="div">
          <SegmentedControl
            fullWidth
            className={classes["choice"] ?? ""}
            aria-label={t("invites.form.uses")}
            data={[
              { value: "one", label: t("invites.form.usesOne") },
              { value: "five", label: t("invites.form.usesFive") },
              { value: "any", label: t("invites.form.usesAny") },
            ]}
            {...form.getInputProps("uses")}
          />
        </Input.Wrapper>
        <Input.Wrapper label={t("invites.form.expiry")} labelElement="div">
          <SegmentedControl
            fullWidth
            className={classes["choice"] ?? ""}
            aria-label={t("invites.form.expiry")}
            data={[
              { value: "day", label: t("invites.form.day") },
              { value: "week", label: t("invites.form.week") },
              { value: "month", label: t("invites.form.month") },
              { value: "never", label: t("invites.form.never") },
            ]}
            {...form.getInputProps("expiry")}
          />
        </Input.Wrapper>
        <TextInput
          label={t("invites.form.note")}
          description={t("invites.form.noteHint")}
          autoComplete="off"
          {...form.getInputProps("note")}
        />
        <Switch
          label={t("invites.form.admin")}
          description={t("invites.form.adminHint")}
          {...form.getInputProps("admin", { type: "checkbox" })}
        />
        {create.isError && Object.keys(form.errors).length === 0 && (
          <Alert color="red" role="alert">
            {failureText(create.error)}
          </Alert>
        )}
        <Button type="submit" loading={create.isPending}>
          {t("invites.form.submit")}
        </Button>
      </Stack>
    </form>
  );
}

function inputOf(values: Values): CreateInviteInput {
  return {
    ...(values.codeKind === "chosen" ? { code: values.code.trim() } : {}),
    maxUses: USES[values.uses],
    expiresInHours: HOURS[values.expiry],
    note: values.note.trim(),
    admin: values.admin,
  };
}
