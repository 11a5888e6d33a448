import { Badge, Button, Group, Modal, Paper, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Invite } from "@/api/types";
import { useFailureText } from "@/hooks/failureText";
import { useMessenger } from "@/hooks/messengerContext";
import { dateOf, timeOf } from "@/lib/moments";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { useInvites } from "./api/invites";
import { useRevokeInvite } from "./api/revokeInvite";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { InviteForm } from "./InviteForm";
import { InviteProgress } from "./InviteProgress";
import { InviteShare } from "./InviteShare";
import { inviteState } from "./inviteState";
import { useLastShown } from "./useLastShown";

/** What the dialog shows. */
type Dialog = { kind: "form" } | { kind: "share"; invite: Invite };

/** Invitations: for admins. */
export function InvitesSection() {
  const { t } = useTranslation(["settings", "common"]);
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const shown = useLastShown(dialog);
  const phone = useMediaQuery("(max-width: 37.49em)", undefined, {
    getInitialValueInEffect: false,
  });
  return (
    <Stack gap="lg">
      <Text c="dimmed" size="sm">
        {t("settings:invites.text")}
      </Text>
      <Button
        leftSection={<IconPlus size={20} aria-hidden />}
        onClick={() => setDialog({ kind: "form" })}
      >
        {t("settings:invites.create")}
      </Button>
      <InviteLists onShow={(invite) => setDialog({ kind: "share", invite })} />
      <Modal
        opened={dialog !== null}
        onClose={() => setDialog(null)}
        title={t(
          shown?.kind === "share" ? "settings:invites.share.title" : "settings:invites.form.title",
        )}
        fullScreen={phone}
        closeButtonProps={{ "aria-label": t("common:close") }}
      >
        {shown?.kind === "form" && (
          <InviteForm onCreated={(invite) => setDialog({ kind: "share", invite })} />
        )}
        {shown?.kind === "share" && (
          <InviteShare invite={shown.invite} onDone={() => setDialog(null)} />
        )}
      </Modal>
    </Stack>
  );
}

function InviteLists({ onShow }: { onShow: (invite: Invite) => void }) {
  const { t } = useTranslation(["settings", "common"]);
  const failureText = useFailureText();
  const messenger = useMessenger();
  const invites = useInvites();
  const revoke = useRevokeInvite();
  const [revoking, setRevoking] = useState<Invite | null>(null);
  const revokingShown = useLastShown(revoking);

  if (invites.data === undefined) {
    if (invites.isPending) return <InvitesSkeleton />;
    return (
      <ErrorState
        title={t("settings:failedTitle")}
        text={failureText(invites.error)}
        actionLabel={t("common:retry")}
        onAction={() => void invites.refetch()}
      />
    );
  }
  if (invites.data.items.length === 0) {
    return (
      <EmptyState
        illustration="people"
        title={t("settings:invites.emptyTitle")}
        text={t("settings:invites.emptyText")}
      />
    );
  }

  const now = messenger.serverNow();
  const active = invites.data.items.filter((invite) => inviteState(invite, now) === "active");
  const inactive = invites.data.items.filter((invite) => inviteState(invite, now) !== "active");
  return (
    <>
      <InviteGroup
        title={t("settings:invites.active")}
        invites={active}
        now={now}
        onShow={onShow}
        onRevoke={(invite) => {
          revoke.reset();
          setRevoking(invite);
        }}
      />
      <InviteGroup title={t("settings:invites.inactive")} invites={inactive} now={now} />
      <ConfirmDialog
        opened={revoking !== null}
        title={t("settings:invites.revokeTitle")}
        confirmLabel={t("settings:invites.revoke")}
        busy={revoke.isPending}
        error={revoke.isError ? failureText(revoke.error) : null}
        onConfirm={() => {
          if (revoking !== null) {
            revoke.mutate(revoking.code, { onSuccess: () => setRevoking(null) });
          }
        }}
        onClose={() => setRevoking(null)}
      >
        <Text>{t("settings:invites.revokeText", { code: revokingShown?.code ?? "" })}</Text>
      </ConfirmDialog>
    </>
  );
}

interface InviteGroupProps {
  title: string;
  invites: readonly Invite[];
  /** The server's time. */
  now: number;
  /** Absent for those that work no longer. */
  onShow?: (invite: Invite) => void;
  onRevoke?: (invite: Invite) => void;
}

function InviteGroup({ title, invites, now, onShow, onRevoke }: InviteGroupProps) {
  const { t } = useTranslation("settings");
  if (invites.length === 0) return null;
  return (
    <Stack component="section" gap="xs" aria-label={title}>
      <Title order={3} size="h4">
        {title}
      </Title>
      {invites.map((invite) => (
        <Paper key={invite.code} withBorder p="md">
          <Stack gap="xs">
            <InviteWords invite={invite} now={now} />
            <InviteProgress invite={invite} />
            {onShow !== undefined && onRevoke !== undefined && (
              <Group gap="xs">
                <Button
                  size="sm"
                  variant="light"
                  aria-label={t("invites.showLabel", { code: invite.code })}
                  onClick={() => onShow(invite)}
                >
                  {t("invites.show")}
                </Button>
                <Button
                  size="sm"
                  variant="subtle"
                  color="red"
                  aria-label={t("invites.revokeLabel", { code: invite.code })}
                  onClick={() => onRevoke(invite)}
                >
                  {t("invites.revoke")}
                </Button>
              </Group>
            )}
          </Stack>
        </Paper>
      ))}
    </Stack>
  );
}

function InviteWords({ invite, now }: { invite: Invite; now: number }) {
  const { t, i18n } = useTranslation("settings");
  const state = inviteState(invite, now);
  const expiresAt = invite.expiresAt == null ? null : Date.parse(invite.expiresAt);
  return (
    <div>
      <Group gap="xs">
        <Text fw={600} {...(state === "active" ? {} : { c: "dimmed" })}>
          {invite.code}
        </Text>
        <Badge variant="light" color={state === "active" ? "green" : "gray"} tt="none">
          {t(`invites.state.${state}`)}
        </Badge>
        {invite.admin && (
          <Badge variant="light" color="orange" tt="none">
            {t("invites.admin")}
          </Badge>
        )}
      </Group>
      {invite.note !== "" && <Text>{invite.note}</Text>}
      <Text size="sm" c="dimmed">
        {t("invites.usesLabel")}:{" "}
        {invite.maxUses == null
          ? t("invites.usesAny", { uses: invite.uses })
          : t("invites.uses", { uses: invite.uses, max: invite.maxUses })}
      </Text>
      {state === "active" && (
        <Text size="sm" c="dimmed">
          {t("invites.until")}:{" "}
          {expiresAt === null
            ? t("invites.forever")
            : `${dateOf(expiresAt, now, i18n.language)}, ${timeOf(expiresAt, i18n.language)}`}
        </Text>
      )}
    </div>
  );
}

function InvitesSkeleton() {
  const { t } = useTranslation("common");
  return (
    <Stack role="status" aria-label={t("loading")}>
      <Skeleton height={120} radius="md" />
      <Skeleton height={120} radius="md" />
    </Stack>
  );
}
