import { Alert, Anchor, Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useFailureText } from "@/hooks/failureText";
import { useInvalidText } from "@/hooks/fieldErrors";
import { CopyIconButton } from "@/ui/CopyIconButton";
import { QrCode } from "@/ui/QrCode";
import { makeSecret, turnOn } from "./api/twoStep";
import { OwnPasswordInput } from "./OwnPasswordInput";
import { RecoveryCodeList } from "./RecoveryCodeList";
import { refusalOf } from "./refusal";
import classes from "./TwoStepDialog.module.css";

export interface TwoStepDialogProps {
  opened: boolean;
  /** It is on now. */
  onChanged: () => void;
  onClose: () => void;
}

/** Turning codes on: the password, the secret with a first code, the recovery codes. */
export function TwoStepDialog({ opened, onChanged, onClose }: TwoStepDialogProps) {
  const { t } = useTranslation(["ways", "common"]);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("ways:twoStep.title")}
      centered
      // One click beside it would lose codes that are shown only once.
      closeOnClickOutside={false}
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      {/* Begins anew with each opening: a closed dialog keeps nothing. */}
      <Steps onChanged={onChanged} onClose={onClose} />
    </Modal>
  );
}

function Steps({ onChanged, onClose }: Omit<TwoStepDialogProps, "opened">) {
  const { t } = useTranslation("ways");
  const failureText = useFailureText();
  const invalidText = useInvalidText();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [empty, setEmpty] = useState(false);
  const secret = useMutation({ mutationFn: makeSecret });
  const enable = useMutation({ mutationFn: turnOn, onSuccess: onChanged });
  const emptyText = empty ? invalidText("password", "empty") : null;

  if (enable.isSuccess) return <RecoveryCodeList codes={enable.data.codes} onDone={onClose} />;
  if (!secret.isSuccess) {
    const wrong = refusalOf(secret.error) === "wrong_credentials";
    return (
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setEmpty(password === "");
          if (password !== "") secret.mutate(password);
        }}
      >
        <Stack>
          <Text size="sm">{t("twoStep.passwordText")}</Text>
          <OwnPasswordInput
            value={password}
            onChange={(value) => {
              setPassword(value);
              setEmpty(false);
              secret.reset();
            }}
            error={wrong ? t("wrongPassword") : emptyText}
          />
          {secret.isError && !wrong && <Failed text={failureText(secret.error)} />}
          <Button type="submit" loading={secret.isPending} style={{ alignSelf: "end" }}>
            {t("next")}
          </Button>
        </Stack>
      </form>
    );
  }

  const refusal = refusalOf(enable.error);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setEmpty(code.trim() === "");
        if (code.trim() !== "") enable.mutate(code.trim());
      }}
    >
      <Stack>
        <Text size="sm">{t("twoStep.scanText")}</Text>
        <div className={classes["qr"]}>
          <QrCode text={secret.data.address} label={t("twoStep.qr")} />
        </div>
        <Anchor href={secret.data.address} size="sm">
          {t("twoStep.openApp")}
        </Anchor>
        <div>
          <Text size="sm" c="dimmed">
            {t("twoStep.secret")}
          </Text>
          <Group gap="xs" wrap="nowrap" align="start">
            <Text className={classes["secret"] ?? ""}>{inGroups(secret.data.secret)}</Text>
            <CopyIconButton
              value={secret.data.secret}
              label={t("twoStep.copySecret")}
              copiedLabel={t("twoStep.copied")}
            />
          </Group>
        </div>
        <TextInput
          label={t("code")}
          autoComplete="one-time-code"
          inputMode="numeric"
          value={code}
          error={refusal === "wrong_code" ? t("wrongCode") : emptyText}
          onChange={(event) => {
            setCode(event.currentTarget.value);
            setEmpty(false);
            enable.reset();
          }}
        />
        {enable.isError && refusal !== "wrong_code" && (
          <Failed
            text={refusal === "conflict" ? t("twoStep.expired") : failureText(enable.error)}
          />
        )}
        <Button type="submit" loading={enable.isPending} style={{ alignSelf: "end" }}>
          {t("twoStep.turnOn")}
        </Button>
      </Stack>
    </form>
  );
}

function Failed({ text }: { text: string }) {
  return (
    <Alert color="red" role="alert">
      {text}
    </Alert>
  );
}

/** Four characters at a time, as people copy them. */
function inGroups(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(" ") ?? secret;
}
