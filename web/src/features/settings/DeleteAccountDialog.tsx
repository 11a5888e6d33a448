import {
  Alert,
  Anchor,
  Button,
  Group,
  List,
  Modal,
  PasswordInput,
  Stack,
  Text,
} from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { toFailure, type Failure } from "@/api/failure";
import { useChat } from "@/hooks/chats";
import { useFailureText } from "@/hooks/failureText";
import { useInvalidText } from "@/hooks/fieldErrors";
import { useMessenger } from "@/hooks/messengerContext";
import { useUnsentCount } from "@/hooks/timeline";
import { paths } from "@/lib/paths";
import { forgetPush } from "@/pwa/push";

export interface DeleteAccountDialogProps {
  opened: boolean;
  onClose: () => void;
}

/** Says what goes and what stays, and deletes the account with its password. */
export function DeleteAccountDialog({ opened, onClose }: DeleteAccountDialogProps) {
  const { t } = useTranslation("settings");
  const { t: tCommon } = useTranslation("common");
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("deletion.title")}
      centered
      closeButtonProps={{ "aria-label": tCommon("close") }}
    >
      <DeleteAccountForm onClose={onClose} />
    </Modal>
  );
}

function DeleteAccountForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(["settings", "common", "auth"]);
  const messenger = useMessenger();
  const invalidText = useInvalidText();
  const unsent = useUnsentCount();
  const form = useForm({
    initialValues: { password: "" },
    validate: { password: (value) => (value === "" ? invalidText("password", "empty") : null) },
  });
  const deletion = useMutation({
    mutationFn: async ({ password }: { password: string }) => {
      await messenger.session.deleteAccount(password);
      await forgetPush();
    },
    onError: (error) => {
      const failure = toFailure(error);
      if (failure.kind === "problem" && failure.code === "wrong_credentials") {
        form.setFieldError("password", t("settings:deletion.wrongPassword"));
      }
    },
  });
  const refused = deletion.isError && Object.keys(form.errors).length === 0;
  return (
    <form onSubmit={form.onSubmit((values) => deletion.mutate(values))} noValidate>
      <Stack>
        <Text>{t("settings:deletion.text")}</Text>
        <Text>
          <b>{t("settings:deletion.goes")}</b> {t("settings:deletion.goesList")}
        </Text>
        <Text>
          <b>{t("settings:deletion.stays")}</b> {t("settings:deletion.staysList")}
        </Text>
        <Text>{t("settings:deletion.login")}</Text>
        {unsent > 0 && <Text fw={600}>{t("settings:deletion.unsent", { count: unsent })}</Text>}
        <PasswordInput
          label={t("settings:deletion.password")}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ "aria-label": t("auth:toggleVisibility"), tabIndex: 0 }}
          {...form.getInputProps("password")}
        />
        {refused && <Refusal failure={toFailure(deletion.error)} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("common:cancel")}
          </Button>
          <Button type="submit" color="red" loading={deletion.isPending}>
            {t("settings:deletion.confirm")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Why it cannot be, and the way to it. */
function Refusal({ failure }: { failure: Failure }) {
  const { t } = useTranslation("settings");
  const failureText = useFailureText();
  const groups = failure.kind === "problem" ? (failure.errors?.["groupIds"] ?? []) : [];
  const lastAdmin = failure.kind === "problem" && failure.code === "last_admin";
  return (
    <Alert color="red" role="alert">
      {groups.length > 0 ? (
        <>
          {t("deletion.handOver")}
          <List mt="xs">
            {groups.map((id) => (
              <List.Item key={id}>
                <GroupLink id={id} />
              </List.Item>
            ))}
          </List>
        </>
      ) : lastAdmin ? (
        t("deletion.lastAdmin")
      ) : (
        failureText(failure)
      )}
    </Alert>
  );
}

function GroupLink({ id }: { id: string }) {
  const chat = useChat(id);
  return (
    <Anchor component={Link} to={paths.chat(id)}>
      {chat?.title ?? id}
    </Anchor>
  );
}
