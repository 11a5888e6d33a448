import { Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { useMessenger } from "@/hooks/messengerContext";
import { useUnsentCount } from "@/hooks/timeline";
import { forgetPush } from "@/pwa/push";
import { ConfirmDialog } from "@/ui/ConfirmDialog";

export interface SignOutDialogProps {
  opened: boolean;
  onClose: () => void;
}

/** Asks before signing out, and tells what would be lost. */
export function SignOutDialog({ opened, onClose }: SignOutDialogProps) {
  const { t } = useTranslation("common");
  const messenger = useMessenger();
  const unsent = useUnsentCount();
  const signOut = useMutation({
    mutationFn: async () => {
      await messenger.session.signOut();
      await forgetPush();
    },
  });
  return (
    <ConfirmDialog
      opened={opened}
      title={t("signOut.title")}
      confirmLabel={t("signOut.confirm")}
      busy={signOut.isPending}
      onConfirm={() => signOut.mutate()}
      onClose={onClose}
    >
      <Text>{t("signOut.text")}</Text>
      {unsent > 0 && <Text fw={600}>{t("signOut.unsent", { count: unsent })}</Text>}
    </ConfirmDialog>
  );
}
