import { Alert, Button, Modal, Paper, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Invite } from "@/api/types";
import { useFailureText } from "@/hooks/failureText";
import { useCreateInvite } from "./api/createInvite";
import { InviteShare } from "./InviteShare";

/** As the usual one of the form. */
const USUAL = { maxUses: 5, expiresInHours: 168, note: "", admin: false } as const;

/** An invitation with one touch, for whoever has just come and wants company. */
export function InviteQuick() {
  const { t } = useTranslation(["welcome", "settings", "common"]);
  const failureText = useFailureText();
  const create = useCreateInvite();
  const [invite, setInvite] = useState<Invite | null>(null);
  const [opened, setOpened] = useState(false);

  function show(): void {
    setOpened(true);
    if (invite === null) create.mutate(USUAL, { onSuccess: setInvite });
  }

  return (
    <Paper component="section" p="md" shadow="xs" aria-label={t("welcome:invite.title")}>
      <Text fw={600}>{t("welcome:invite.title")}</Text>
      <Text size="sm" c="dimmed">
        {t("welcome:invite.text")}
      </Text>
      <Button variant="light" fullWidth mt="sm" loading={create.isPending} onClick={show}>
        {t("welcome:invite.make")}
      </Button>
      {create.isError && (
        <Alert color="red" role="alert" mt="sm">
          {failureText(create.error)}
        </Alert>
      )}
      {invite !== null && (
        <Modal
          opened={opened}
          onClose={() => setOpened(false)}
          title={t("settings:invites.share.title")}
          closeButtonProps={{ "aria-label": t("common:close") }}
        >
          <InviteShare invite={invite} onDone={() => setOpened(false)} />
        </Modal>
      )}
    </Paper>
  );
}
