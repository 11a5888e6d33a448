import { Alert, Button, Paper, Stack, Text, Title } from "@mantine/core";
import { IconFingerprint, IconInfoCircle, IconPencil, IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Passkey } from "@/api/types";
import { useFailureText } from "@/hooks/failureText";
import { useMessenger } from "@/hooks/messengerContext";
import { useServerInfo } from "@/hooks/serverInfo";
import { momentAgo } from "@/lib/moments";
import { passkeyObstacle } from "@/lib/passkeys";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { IconButton } from "@/ui/IconButton";
import { AddPasskeyDialog, RenamePasskeyDialog } from "./PasskeyDialogs";
import { passkeysQuery, removePasskey } from "./api/passkeys";
import classes from "./SessionsSection.module.css";
import { useLastShown } from "./useLastShown";

type Asking = { what: "add" } | { what: "rename" | "remove"; passkey: Passkey };

/** My keys for signing in without a password. */
export function PasskeysPanel() {
  const { t } = useTranslation("ways");
  const failureText = useFailureText();
  const queries = useQueryClient();
  const info = useServerInfo();
  const passkeys = useQuery(passkeysQuery());
  const [asking, setAsking] = useState<Asking | null>(null);
  const close = () => setAsking(null);
  const changed = () => void queries.invalidateQueries({ queryKey: passkeysQuery().queryKey });
  const remove = useMutation({
    mutationFn: removePasskey,
    onSuccess: () => {
      changed();
      close();
    },
  });
  const obstacle =
    info.data === undefined ? null : passkeyObstacle(info.data.passkeyHost ?? undefined);
  const removing = useLastShown(asking?.what === "remove" ? asking.passkey : null);
  const items = passkeys.data?.items ?? [];
  return (
    <Paper p="md" withBorder component="section" aria-labelledby="passkeys-title">
      <Stack gap="sm">
        <Title order={3} size="h4" id="passkeys-title">
          {t("passkeys.title")}
        </Title>
        <Text c="dimmed" size="sm">
          {t("passkeys.text")}
        </Text>
        {passkeys.isError && (
          <Alert color="red" role="alert">
            {failureText(passkeys.error)}
          </Alert>
        )}
        {passkeys.isSuccess && items.length === 0 && <Text size="sm">{t("passkeys.none")}</Text>}
        {items.length > 0 && (
          <ul className={classes["list"]} aria-label={t("passkeys.title")}>
            {items.map((passkey) => (
              <Row
                key={passkey.id}
                passkey={passkey}
                onRename={() => setAsking({ what: "rename", passkey })}
                onRemove={() => {
                  remove.reset();
                  setAsking({ what: "remove", passkey });
                }}
              />
            ))}
          </ul>
        )}
        {obstacle !== null && (
          <Alert color="gray" icon={<IconInfoCircle />}>
            {obstacle.kind === "host"
              ? t("passkeys.obstacle.host", { host: obstacle.host })
              : t(`passkeys.obstacle.${obstacle.kind}`)}
          </Alert>
        )}
        {info.data !== undefined && obstacle === null && (
          <Button style={{ alignSelf: "start" }} onClick={() => setAsking({ what: "add" })}>
            {t("passkeys.add")}
          </Button>
        )}
      </Stack>
      <AddPasskeyDialog opened={asking?.what === "add"} onChanged={changed} onClose={close} />
      <RenamePasskeyDialog
        passkey={asking?.what === "rename" ? asking.passkey : null}
        onChanged={changed}
        onClose={close}
      />
      <ConfirmDialog
        opened={asking?.what === "remove"}
        title={t("passkeys.removeTitle")}
        confirmLabel={t("passkeys.removeConfirm")}
        busy={remove.isPending}
        error={remove.isError ? failureText(remove.error) : null}
        onConfirm={() => {
          if (asking?.what === "remove") remove.mutate(asking.passkey.id);
        }}
        onClose={close}
      >
        <Text>{t("passkeys.removeText", { name: removing?.name ?? "" })}</Text>
      </ConfirmDialog>
    </Paper>
  );
}

interface RowProps {
  passkey: Passkey;
  onRename: () => void;
  onRemove: () => void;
}

function Row({ passkey, onRename, onRemove }: RowProps) {
  const { t, i18n } = useTranslation(["ways", "settings"]);
  const messenger = useMessenger();
  const moment = (at: string) =>
    momentAgo(Date.parse(at), messenger.serverNow(), i18n.language) ??
    t("settings:sessions.usedNow");
  return (
    <li className={classes["row"]}>
      <IconFingerprint className={classes["icon"] ?? ""} size={28} aria-hidden />
      <div className={classes["words"]}>
        <Text fw={500}>{passkey.name}</Text>
        <Text size="sm" c="dimmed">
          {t("ways:passkeys.added", { when: moment(passkey.createdAt) })},{" "}
          {passkey.lastUsedAt == null
            ? t("ways:passkeys.unused")
            : t("ways:passkeys.used", { when: moment(passkey.lastUsedAt) })}
        </Text>
        {passkey.host !== location.hostname && (
          <Text size="sm" c="dimmed">
            {t("ways:passkeys.elsewhere", { host: passkey.host })}
          </Text>
        )}
      </div>
      <IconButton
        label={t("ways:passkeys.rename", { name: passkey.name })}
        icon={<IconPencil size={20} />}
        onClick={onRename}
      />
      <IconButton
        label={t("ways:passkeys.remove", { name: passkey.name })}
        icon={<IconTrash size={20} />}
        color="red"
        onClick={onRemove}
      />
    </li>
  );
}
