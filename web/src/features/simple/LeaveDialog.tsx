import { Alert, Button, Modal, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { useFailureText } from "@/hooks/failureText";
import { useSimpleMode } from "@/hooks/simpleMode";
import { paths } from "@/lib/paths";
import { useChooseSimpleMode } from "./api/simpleMode";
import { setupOf } from "./draft";
import { SetBy } from "./SetBy";

export interface LeaveDialogProps {
  opened: boolean;
  onClose: () => void;
}

/** The way out of simple mode, for whoever held the button: to stay is the first answer. */
export function LeaveDialog({ opened, onClose }: LeaveDialogProps) {
  const { t } = useTranslation(["simple", "common"]);
  const failureText = useFailureText();
  const navigate = useNavigate();
  const mode = useSimpleMode();
  const choose = useChooseSimpleMode();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("simple:leave.title")}
      centered
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      <Stack>
        {mode !== undefined && <SetBy mode={mode} />}
        {choose.isError && (
          <Alert color="red" role="alert">
            {failureText(choose.error)}
          </Alert>
        )}
        <Button size="lg" onClick={onClose} data-autofocus>
          {t("simple:leave.stay")}
        </Button>
        <Button size="lg" variant="default" onClick={() => void navigate(paths.settingsSimple)}>
          {t("simple:leave.change")}
        </Button>
        <Button
          size="lg"
          variant="default"
          loading={choose.isPending}
          onClick={() => {
            if (mode !== undefined) choose.mutate({ ...setupOf(mode), enabled: false });
          }}
        >
          {t("simple:leave.off")}
        </Button>
      </Stack>
    </Modal>
  );
}
