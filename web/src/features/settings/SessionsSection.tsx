import { Badge, Button, Group, Paper, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconDeviceDesktop, IconDeviceMobile, IconLogout } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { SessionInfo } from "@/api/types";
import { useFailureText } from "@/hooks/failureText";
import { useMessenger } from "@/hooks/messengerContext";
import { momentAgo } from "@/lib/moments";
import { ErrorState } from "@/ui/ErrorState";
import { IconButton } from "@/ui/IconButton";
import { useEndSession } from "./api/endSession";
import { useSessions } from "./api/sessions";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import classes from "./SessionsSection.module.css";
import { useLastShown } from "./useLastShown";

/** Where I am logged in, and how to end it. */
export function SessionsSection() {
  const { t } = useTranslation(["settings", "common"]);
  const failureText = useFailureText();
  const sessions = useSessions();
  const end = useEndSession();
  const [asking, setAsking] = useState<SessionInfo | "others" | null>(null);

  if (sessions.data === undefined) {
    if (sessions.isPending) return <SessionsSkeleton />;
    return (
      <ErrorState
        title={t("settings:failedTitle")}
        text={failureText(sessions.error)}
        actionLabel={t("common:retry")}
        onAction={() => void sessions.refetch()}
      />
    );
  }

  const current = sessions.data.items.filter((session) => session.current);
  const others = sessions.data.items.filter((session) => !session.current);
  function ask(about: SessionInfo | "others"): void {
    end.reset();
    setAsking(about);
  }
  return (
    <Stack gap="lg">
      <Text c="dimmed" size="sm">
        {t("settings:sessions.text")}
      </Text>
      <SessionGroup title={t("settings:sessions.current")} sessions={current} />
      {others.length === 0 ? (
        <Text c="dimmed" size="sm">
          {t("settings:sessions.noOthers")}
        </Text>
      ) : (
        <>
          <SessionGroup title={t("settings:sessions.others")} sessions={others} onEnd={ask} />
          <Button color="red" variant="light" onClick={() => ask("others")}>
            {t("settings:sessions.endOthers")}
          </Button>
        </>
      )}
      <EndDialog
        asking={asking}
        busy={end.isPending}
        error={end.isError ? failureText(end.error) : null}
        onConfirm={(about) =>
          end.mutate(about === "others" ? { kind: "others" } : { kind: "one", id: about.id }, {
            onSuccess: () => setAsking(null),
          })
        }
        onClose={() => setAsking(null)}
      />
    </Stack>
  );
}

interface SessionGroupProps {
  title: string;
  sessions: readonly SessionInfo[];
  /** Asked to end one; absent where none can be ended. */
  onEnd?: (session: SessionInfo) => void;
}

function SessionGroup({ title, sessions, onEnd }: SessionGroupProps) {
  return (
    <Stack gap="xs">
      <Title order={3} size="h4">
        {title}
      </Title>
      <Paper component="ul" className={classes["list"] ?? ""} withBorder aria-label={title}>
        {sessions.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            {...(onEnd === undefined ? {} : { onEnd })}
          />
        ))}
      </Paper>
    </Stack>
  );
}

function SessionRow({
  session,
  onEnd,
}: {
  session: SessionInfo;
  onEnd?: (session: SessionInfo) => void;
}) {
  const { t, i18n } = useTranslation("settings");
  const messenger = useMessenger();
  const device = useDeviceName(session);
  const usedAt = Date.parse(session.lastUsedAt);
  const when = momentAgo(usedAt, messenger.serverNow(), i18n.language) ?? t("sessions.usedNow");
  const mobile = /Android|iPhone|iPad/.test(session.deviceName);
  const DeviceIcon = mobile ? IconDeviceMobile : IconDeviceDesktop;
  return (
    <li className={classes["row"]}>
      <DeviceIcon className={classes["icon"] ?? ""} size={26} aria-hidden />
      <div className={classes["words"]}>
        <Text fw={500}>{device}</Text>
        <Text size="sm" c="dimmed">
          {session.address}
        </Text>
        {session.way !== "password" && (
          <Text size="sm" c="dimmed">
            {t(`sessions.way.${session.way}`)}
          </Text>
        )}
        {session.online ? (
          <Badge variant="light" size="sm" tt="none">
            {t("sessions.online")}
          </Badge>
        ) : (
          <Text size="sm" c="dimmed">
            {t("sessions.used", { when })}
          </Text>
        )}
      </div>
      {onEnd !== undefined && (
        <IconButton
          label={t("sessions.endLabel", { device })}
          icon={<IconLogout size={22} />}
          color="red"
          onClick={() => onEnd(session)}
        />
      )}
    </li>
  );
}

function useDeviceName(session: SessionInfo | null): string {
  const { t } = useTranslation("settings");
  return session === null || session.deviceName === ""
    ? t("sessions.unknownDevice")
    : session.deviceName;
}

interface EndDialogProps {
  asking: SessionInfo | "others" | null;
  busy: boolean;
  error: string | null;
  onConfirm: (about: SessionInfo | "others") => void;
  onClose: () => void;
}

function EndDialog({ asking, busy, error, onConfirm, onClose }: EndDialogProps) {
  const { t } = useTranslation("settings");
  const shown = useLastShown(asking);
  const device = useDeviceName(shown === "others" ? null : shown);
  const others = shown === "others";
  return (
    <ConfirmDialog
      opened={asking !== null}
      title={others ? t("sessions.endOthersTitle") : t("sessions.endTitle")}
      confirmLabel={t("sessions.end")}
      busy={busy}
      error={error}
      onConfirm={() => {
        if (asking !== null) onConfirm(asking);
      }}
      onClose={onClose}
    >
      <Text>{others ? t("sessions.endOthersText") : t("sessions.endText", { device })}</Text>
    </ConfirmDialog>
  );
}

function SessionsSkeleton() {
  const { t } = useTranslation("common");
  return (
    <Stack role="status" aria-label={t("loading")}>
      {Array.from({ length: 3 }, (_, index) => (
        <Group key={index} wrap="nowrap" aria-hidden="true">
          <Skeleton height={40} width={40} />
          <Stack gap={8} flex={1}>
            <Skeleton height={14} width="50%" />
            <Skeleton height={10} width="70%" />
          </Stack>
        </Group>
      ))}
    </Stack>
  );
}
