import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";

import { toFailure } from "@/api/failure";
import { useFailureText } from "@/hooks/failureText";
import { useInvalidText } from "@/hooks/fieldErrors";
import { saveFrom } from "@/lib/saveFrom";
import { useAskExport } from "./api/exportData";
import { OwnPasswordInput } from "./OwnPasswordInput";

export interface ExportDialogProps {
  opened: boolean;
  onClose: () => void;
}

/** Asks for the password and lets the browser save the archive. */
export function ExportDialog({ opened, onClose }: ExportDialogProps) {
  const { t } = useTranslation("settings");
  const { t: tCommon } = useTranslation("common");
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("export.title")}
      centered
      closeButtonProps={{ "aria-label": tCommon("close") }}
    >
      <ExportForm onClose={onClose} />
    </Modal>
  );
}

function ExportForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(["settings", "common"]);
  const failureText = useFailureText();
  const invalidText = useInvalidText();
  const form = useForm({
    initialValues: { password: "" },
    validate: { password: (value) => (value === "" ? invalidText("password", "empty") : null) },
  });
  const asking = useAskExport();
  const ask = ({ password }: { password: string }): void => {
    asking.mutate(password, {
      onSuccess: ({ url }) => {
        saveFrom(url);
        onClose();
      },
      onError: (error) => {
        const failure = toFailure(error);
        if (failure.kind === "problem" && failure.code === "wrong_credentials") {
          form.setFieldError("password", t("settings:deletion.wrongPassword"));
        }
      },
    });
  };
  const refused = asking.isError && Object.keys(form.errors).length === 0;
  const { error } = form.getInputProps("password") as { error?: string };
  return (
    <form onSubmit={form.onSubmit(ask)} noValidate>
      <Stack>
        <Text>{t("settings:export.what")}</Text>
        <Text>{t("settings:export.care")}</Text>
        <OwnPasswordInput
          value={form.values.password}
          onChange={(password) => form.setFieldValue("password", password)}
          error={error ?? null}
        />
        {refused && (
          <Alert color="red" role="alert">
            {failureText(asking.error)}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("common:cancel")}
          </Button>
          <Button type="submit" loading={asking.isPending}>
            {t("settings:export.confirm")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
