import { Alert, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { toFailure } from "@/api/failure";
import { useFailureText } from "@/hooks/failureText";
import { invalidFields, useInvalidText } from "@/hooks/fieldErrors";
import { updateMe } from "@/hooks/me";
import { useMessenger } from "@/hooks/messengerContext";
import { useMyPhoto } from "@/hooks/myPhoto";
import { useTakeStep } from "@/hooks/newcomers";
import { useMe } from "@/hooks/session";
import { checkField } from "@/lib/fieldRules";
import { PhotoPicker } from "@/ui/photo/PhotoPicker";
import { Foot } from "./Foot";

export interface ProfileStepProps {
  onNext: () => void;
}

/** How others see me: name and photo. */
export function ProfileStep({ onNext }: ProfileStepProps) {
  const { t } = useTranslation("welcome");
  const me = useMe();
  const messenger = useMessenger();
  const queries = useQueryClient();
  const photo = useMyPhoto();
  const takeStep = useTakeStep();
  const failureText = useFailureText();
  const invalidText = useInvalidText();
  const form = useForm({
    initialValues: { displayName: me.displayName },
    validate: {
      displayName: (value) => {
        const code = checkField("displayName", value);
        return code === null ? null : invalidText("displayName", code);
      },
    },
  });
  const save = useMutation({
    mutationFn: async (displayName: string) => {
      if (displayName === me.displayName) return;
      await updateMe({ displayName });
      await messenger.session.refreshMe().catch(() => undefined);
      void queries.invalidateQueries({ queryKey: ["people"] });
    },
    onSuccess: () => {
      takeStep("profile");
      onNext();
    },
    onError: (error) => {
      const code = invalidFields(toFailure(error))["displayName"];
      if (code !== undefined) form.setFieldError("displayName", invalidText("displayName", code));
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values.displayName.trim()))} noValidate>
      <Stack gap="lg">
        <PhotoPicker
          id={me.id}
          name={me.displayName}
          src={me.avatarUrl}
          size={128}
          onPick={photo.put}
          onRemove={me.avatarUrl == null ? undefined : photo.remove}
          errorText={failureText}
        />
        <TextInput
          label={t("profile.name")}
          description={t("profile.nameHint")}
          autoComplete="name"
          size="md"
          {...form.getInputProps("displayName")}
        />
        {save.isError && Object.keys(form.errors).length === 0 && (
          <Alert color="red" role="alert">
            {failureText(save.error)}
          </Alert>
        )}
        <Foot label={t("next")} onSkip={onNext} busy={save.isPending} />
      </Stack>
    </form>
  );
}
