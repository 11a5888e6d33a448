import { Alert, Button, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useFailureText } from "@/hooks/failureText";
import { useInvalidText } from "@/hooks/fieldErrors";
import { renewRecoveryCodes, turnOff, type PasswordAndCode } from "./api/twoStep";
import { OwnPasswordInput } from "./OwnPasswordInput";
import { RecoveryCodeList } from "./RecoveryCodeList";
import { refusalOf } from "./refusal";
import { useLastShown } from "./useLastShown";

export interface CodesDialogProps {
  /** To turn codes off, or to make other recovery codes; closed when `null`. */
  asking: "off" | "renew" | null;
  /** It was done. */
  onChanged: () => void;
  onClose: () => void;
}

/** What takes both the password and a code. */
export function CodesDialog({ asking, onChanged, onClose }: CodesDialogProps) {
  const { t } = useTranslation(["ways", "common"]);
  const shown = useLastShown(asking);
  return (
    <Modal
      opened={asking !== null}
      onClose={onClose}
      title={shown === "off" ? t("ways:twoStep.turnOff") : t("ways:twoStep.renew")}
      centered
      closeOnClickOutside={false}
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      {shown !== null && <Form what={shown} onChanged={onChanged} onClose={onClose} />}
    </Modal>
  );
}

interface FormProps {
  what: "off" | "renew";
  onChanged: () => void;
  onClose: () => void;
}

function Form({ what, onChanged, onClose }: FormProps) {
  const { t } = useTranslation("ways");
  const failureText = useFailureText();
  const invalidText = useInvalidText();
  const [given, setGiven] = useState<PasswordAndCode>({ password: "", code: "" });
  const [checked, setChecked] = useState(false);
  const send = useMutation({
    mutationFn: async (input: PasswordAndCode) =>
      what === "renew" ? (await renewRecoveryCodes(input)).codes : (await turnOff(input), null),
    onSuccess: (codes) => {
      onChanged();
      if (codes === null) onClose();
    },
  });
  const change = (part: Partial<PasswordAndCode>) => {
    setGiven({ ...given, ...part });
    setChecked(false);
    send.reset();
  };
  if (send.isSuccess && send.data !== null) {
    return <RecoveryCodeList codes={send.data} onDone={onClose} />;
  }
  const refusal = refusalOf(send.error);
  const empty = (text: string) =>
    checked && text.trim() === "" ? invalidText("password", "empty") : null;
  const about = refusal === "wrong_credentials" || refusal === "wrong_code";
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setChecked(true);
        if (given.password !== "" && given.code.trim() !== "") send.mutate(given);
      }}
    >
      <Stack>
        <Text size="sm">{what === "off" ? t("twoStep.offText") : t("twoStep.renewText")}</Text>
        <OwnPasswordInput
          value={given.password}
          onChange={(password) => change({ password })}
          error={refusal === "wrong_credentials" ? t("wrongPassword") : empty(given.password)}
        />
        <TextInput
          label={t("codeOrRecovery")}
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          value={given.code}
          error={refusal === "wrong_code" ? t("wrongCode") : empty(given.code)}
          onChange={(event) => change({ code: event.currentTarget.value })}
        />
        {send.isError && !about && (
          <Alert color="red" role="alert">
            {failureText(send.error)}
          </Alert>
        )}
        <Button
          type="submit"
          loading={send.isPending}
          style={{ alignSelf: "end" }}
          {...(what === "off" ? { color: "red" } : {})}
        >
          {what === "off" ? t("twoStep.turnOff") : t("twoStep.renewSubmit")}
        </Button>
      </Stack>
    </form>
  );
}
