import {
  Alert,
  Button,
  Input,
  Loader,
  Modal,
  SegmentedControl,
  Skeleton,
  Stack,
  Text,
} from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconQrcode, IconShare, IconTrash } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Chat, ChatLink } from "@/api/types";
import { useFailureText } from "@/hooks/failureText";
import { useMessenger } from "@/hooks/messengerContext";
import { dateOf } from "@/lib/moments";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { CopyIconButton } from "@/ui/CopyIconButton";
import { ErrorState } from "@/ui/ErrorState";
import { IconButton } from "@/ui/IconButton";
import { useChatLinks, useCreateLink, useRevokeLink, type NewLink } from "../api/chatLinks";
import { useChatTitle } from "../chatWords";
import { PHONE } from "../screenSizes";
import classes from "./InviteLinks.module.css";

const QrCode = lazy(async () => ({ default: (await import("@/ui/QrCode")).QrCode }));

export interface InviteLinksProps {
  chat: Chat;
  onClose: () => void;
}

/** The links by which people join a group: to make, hand on and revoke. */
export function InviteLinks({ chat, onClose }: InviteLinksProps) {
  const { t } = useTranslation("groups");
  const { t: tCommon } = useTranslation();
  const isPhone = useMediaQuery(PHONE);
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<ChatLink | null>(null);
  const [shown, setShown] = useState<ChatLink | null>(null);
  return (
    <>
      <Modal
        opened
        onClose={onClose}
        title={t("links.title")}
        fullScreen={isPhone === true}
        closeButtonProps={{ "aria-label": tCommon("close") }}
      >
        <Stack>
          <Text size="sm" c="dimmed">
            {t("links.text")}
          </Text>
          {making ? (
            <LinkForm chat={chat} onDone={() => setMaking(false)} />
          ) : (
            <Button onClick={() => setMaking(true)}>{t("links.create")}</Button>
          )}
          <Links chat={chat} onQr={setShown} onRevoke={setRevoking} />
        </Stack>
      </Modal>
      <Modal
        opened={shown !== null}
        onClose={() => setShown(null)}
        title={t("links.qrTitle")}
        centered
        closeButtonProps={{ "aria-label": tCommon("close") }}
      >
        {shown !== null && <LinkQr chat={chat} link={shown} />}
      </Modal>
      <RevokeLink chat={chat} link={revoking} onClose={() => setRevoking(null)} />
    </>
  );
}

interface LinksProps {
  chat: Chat;
  onQr: (link: ChatLink) => void;
  onRevoke: (link: ChatLink) => void;
}

function Links({ chat, onQr, onRevoke }: LinksProps) {
  const { t } = useTranslation("groups");
  const { t: tCommon } = useTranslation();
  const failureText = useFailureText();
  const links = useChatLinks(chat.id);
  if (links.data === undefined) {
    if (links.error === null) return <Loader size="sm" aria-label={tCommon("loading")} />;
    return (
      <ErrorState
        title={t("links.failed")}
        text={failureText(links.error)}
        actionLabel={tCommon("retry")}
        onAction={() => void links.refetch()}
      />
    );
  }
  if (links.data.items.length === 0) return <Text c="dimmed">{t("links.empty")}</Text>;
  return (
    <ul className={classes["list"]} role="list" aria-label={t("links.title")}>
      {links.data.items.map((link) => (
        <li key={link.code} className={classes["link"]}>
          <span className={classes["words"]}>
            <span className={classes["url"]}>{link.url}</span>
            <LinkNote link={link} />
          </span>
          <CopyIconButton
            value={link.url}
            label={t("links.copy")}
            copiedLabel={t("links.copied")}
          />
          <IconButton
            label={t("links.qr")}
            icon={<IconQrcode size={20} />}
            onClick={() => onQr(link)}
          />
          <IconButton
            label={t("links.revoke")}
            icon={<IconTrash size={20} />}
            color="red"
            onClick={() => onRevoke(link)}
          />
        </li>
      ))}
    </ul>
  );
}

function LinkNote({ link }: { link: ChatLink }) {
  const { t, i18n } = useTranslation("groups");
  const messenger = useMessenger();
  const uses =
    link.maxUses == null
      ? t("links.uses", { uses: link.uses })
      : t("links.usesOf", { uses: link.uses, max: link.maxUses });
  const until =
    link.expiresAt == null
      ? t("links.forever")
      : t("links.until", {
          moment: dateOf(Date.parse(link.expiresAt), messenger.serverNow(), i18n.language),
        });
  return (
    <span className={classes["note"]}>
      {uses} · {until}
    </span>
  );
}

const USES = { one: 1, ten: 10, any: null } as const;
const SECONDS = { day: 86_400, week: 604_800, never: null } as const;

function LinkForm({ chat, onDone }: { chat: Chat; onDone: () => void }) {
  const { t } = useTranslation("groups");
  const { t: tCommon } = useTranslation();
  const failureText = useFailureText();
  const create = useCreateLink(chat.id);
  const [uses, setUses] = useState<keyof typeof USES>("any");
  const [expiry, setExpiry] = useState<keyof typeof SECONDS>("never");

  function submit(): void {
    const maxUses = USES[uses];
    const expiresInSeconds = SECONDS[expiry];
    const link: NewLink = {
      ...(maxUses === null ? {} : { maxUses }),
      ...(expiresInSeconds === null ? {} : { expiresInSeconds }),
    };
    create.mutate(link, { onSuccess: onDone });
  }

  return (
    <Stack className={classes["form"] ?? ""} gap="sm">
      <Input.Wrapper label={t("links.maxUses")} labelElement="div">
        <SegmentedControl
          fullWidth
          aria-label={t("links.maxUses")}
          value={uses}
          onChange={(value) => setUses(value)}
          data={[
            { value: "one", label: t("links.usesOne") },
            { value: "ten", label: t("links.usesTen") },
            { value: "any", label: t("links.usesAny") },
          ]}
        />
      </Input.Wrapper>
      <Input.Wrapper label={t("links.expiry")} labelElement="div">
        <SegmentedControl
          fullWidth
          aria-label={t("links.expiry")}
          value={expiry}
          onChange={(value) => setExpiry(value)}
          data={[
            { value: "day", label: t("links.day") },
            { value: "week", label: t("links.week") },
            { value: "never", label: t("links.never") },
          ]}
        />
      </Input.Wrapper>
      {create.isError && (
        <Alert color="red" role="alert">
          {failureText(create.error)}
        </Alert>
      )}
      <div className={classes["buttons"]}>
        <Button variant="default" onClick={onDone}>
          {tCommon("cancel")}
        </Button>
        <Button loading={create.isPending} onClick={submit}>
          {t("links.submit")}
        </Button>
      </div>
    </Stack>
  );
}

function LinkQr({ chat, link }: { chat: Chat; link: ChatLink }) {
  const { t } = useTranslation("groups");
  const title = useChatTitle()(chat);
  return (
    <Stack align="center">
      <div className={classes["qr"]}>
        <Suspense fallback={<Skeleton className={classes["qrPlace"] ?? ""} />}>
          <QrCode text={link.url} label={t("links.qrLabel", { title })} />
        </Suspense>
      </div>
      <Text size="sm" c="dimmed">
        {t("links.qrHint")}
      </Text>
      {"share" in navigator && (
        <Button
          leftSection={<IconShare size={20} aria-hidden />}
          onClick={() => {
            // Closing the system's sheet counts as a failure there; the link stays on the screen.
            navigator.share({ url: link.url, text: title }).catch(() => undefined);
          }}
        >
          {t("links.share")}
        </Button>
      )}
    </Stack>
  );
}

interface RevokeLinkProps {
  chat: Chat;
  /** `null`: nothing is asked. */
  link: ChatLink | null;
  onClose: () => void;
}

function RevokeLink({ chat, link, onClose }: RevokeLinkProps) {
  const { t } = useTranslation("groups");
  const failureText = useFailureText();
  const revoke = useRevokeLink(chat.id);
  return (
    <ConfirmDialog
      opened={link !== null}
      title={t("links.revokeTitle")}
      confirmLabel={t("links.revoke")}
      busy={revoke.isPending}
      error={revoke.error === null ? null : failureText(revoke.error)}
      onConfirm={() => {
        if (link !== null) revoke.mutate(link.code, { onSuccess: onClose });
      }}
      onClose={onClose}
    >
      <Text>{t("links.revokeText")}</Text>
    </ConfirmDialog>
  );
}
