import { Alert, Button, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { Passkey } from "@/api/types";
import { useInvalidText } from "@/hooks/fieldErrors";
import { usePasskeyFailureText } from "@/hooks/passkeyFailure";
import { deviceName } from "@/lib/deviceName";
import { makePasskey } from "@/lib/passkeys";
import { addPasskey, planPasskey, renamePasskey } from "./api/passkeys";
import { OwnPasswordInput } from "./OwnPasswordInput";
import { refusalOf } from "./refusal";
import { useLastShown } from "./useLastShown";

/** As the server has it. */
const NAME_MAX = 64;

export interface AddPasskeyDialogProps {
  opened: boolean;
  onChanged: () => void;
  onClose: () => void;
}

/** Making a key: the password and a name, then the browser's own dialog. */
export function AddPasskeyDialog({ opened, onChanged, onClose }: AddPasskeyDialogProps) {
  const { t } = useTranslation("ways");
  return (
    <Shell opened={opened} title={t("passkeys.addTitle")} onClose={onClose}>
      <AddForm onChanged={onChanged} onClose={onClose} />
    </Shell>
  );
}

function AddForm({ onChanged, onClose }: Omit<AddPasskeyDialogProps, "opened">) {
  const { t } = useTranslation("ways");
  const failureText = usePasskeyFailureText();
  const invalidText = useInvalidText();
  const [password, setPassword] = useState("");
  const [name, setName] = useState(() => deviceName());
  const [checked, setChecked] = useState(false);
  const add = useMutation({
    mutationFn: async () =>
      addPasskey({ name: name.trim(), ...(await makePasskey(await planPasskey(password))) }),
    onSuccess: () => {
      onChanged();
      onClose();
    },
  });
  const wrong = refusalOf(add.error) === "wrong_credentials";
  const empty = (text: string) =>
    checked && text.trim() === "" ? invalidText("password", "empty") : null;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setChecked(true);
        if (password !== "" && name.trim() !== "") add.mutate();
      }}
    >
      <Stack>
        <Text size="sm">{t("passkeys.addText")}</Text>
        <OwnPasswordInput
          value={password}
          onChange={(value) => {
            setPassword(value);
            setChecked(false);
            add.reset();
          }}
          error={wrong ? t("wrongPassword") : empty(password)}
        />
        <TextInput
          label={t("passkeys.name")}
          description={t("passkeys.nameHint")}
          maxLength={NAME_MAX}
          value={name}
          error={empty(name)}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {add.isError && !wrong && <Failed text={failureText(add.error)} />}
        <Button type="submit" loading={add.isPending} style={{ alignSelf: "end" }}>
          {t("passkeys.addSubmit")}
        </Button>
      </Stack>
    </form>
  );
}

export interface RenamePasskeyDialogProps {
  /** Which one; closed when `null`. */
  passkey: Passkey | null;
  onChanged: () => void;
  onClose: () => void;
}

/** Another name for a key. */
export function RenamePasskeyDialog({ passkey, onChanged, onClose }: RenamePasskeyDialogProps) {
  const { t } = useTranslation("ways");
  const shown = useLastShown(passkey);
  return (
    <Shell opened={passkey !== null} title={t("passkeys.renameTitle")} onClose={onClose}>
      {shown !== null && (
        <RenameForm key={shown.id} passkey={shown} onChanged={onChanged} onClose={onClose} />
      )}
    </Shell>
  );
}

interface RenameFormProps extends RenamePasskeyDialogProps {
  passkey: Passkey;
}

function RenameForm({ passkey, onChanged, onClose }: RenameFormProps) {
  const { t } = useTranslation("ways");
  const failureText = usePasskeyFailureText();
  const invalidText = useInvalidText();
  const [name, setName] = useState(passkey.name);
  const rename = useMutation({
    mutationFn: renamePasskey,
    onSuccess: () => {
      onChanged();
      onClose();
    },
  });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== "") rename.mutate({ id: passkey.id, name: name.trim() });
      }}
    >
      <Stack>
        <TextInput
          label={t("passkeys.name")}
          maxLength={NAME_MAX}
          value={name}
          error={name.trim() === "" ? invalidText("password", "empty") : null}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        {rename.isError && <Failed text={failureText(rename.error)} />}
        <Button type="submit" loading={rename.isPending} style={{ alignSelf: "end" }}>
          {t("passkeys.save")}
        </Button>
      </Stack>
    </form>
  );
}

interface ShellProps {
  opened: boolean;
  title: string;
  children: ReactNode;
  onClose: () => void;
}

function Shell({ opened, title, children, onClose }: ShellProps) {
  const { t } = useTranslation("common");
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      centered
      closeButtonProps={{ "aria-label": t("close") }}
    >
      {children}
    </Modal>
  );
}

function Failed({ text }: { text: string }) {
  return (
    <Alert color="red" role="alert">
      {text}
    </Alert>
  );
}
