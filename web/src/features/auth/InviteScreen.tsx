import { Anchor, Button, Group, Paper, Skeleton, Stack, Text } from "@mantine/core";
import { IconGift } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";

import { FailureError } from "@/api/failure";
import type { InviteInfo } from "@/api/types";
import { useFailureText } from "@/hooks/failureText";
import { useSession } from "@/hooks/session";
import { paths } from "@/lib/paths";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { useInviteInfo } from "./api/inviteInfo";
import { AlreadyHere } from "./AlreadyHere";
import { AuthFooter, AuthLayout } from "./AuthLayout";
import { RegisterForm } from "./RegisterForm";
import classes from "./InviteScreen.module.css";

/** `/invite/:code`: for whoever is here already a link to pass on, for others the registration. */
export function InviteScreen() {
  const { code = "" } = useParams();
  const { phase } = useSession();
  const [isMember] = useState(phase === "signedIn");
  return isMember ? <AlreadyHere code={code} /> : <InvitedScreen code={code} />;
}

/** Registration with the code filled in, once it is known to work. */
function InvitedScreen({ code }: { code: string }) {
  const { t } = useTranslation("auth");
  return (
    <AuthLayout title={t("register.title")}>
      <InviteContent code={code} />
      <AuthFooter
        question={t("register.haveAccount")}
        link={
          <Anchor component={Link} to={paths.login}>
            {t("register.toLogin")}
          </Anchor>
        }
      />
    </AuthLayout>
  );
}

function InviteContent({ code }: { code: string }) {
  const { t } = useTranslation(["auth", "common"]);
  const failureText = useFailureText();
  const invite = useInviteInfo(code);

  if (invite.isPending) {
    return (
      <Stack role="status" aria-label={t("auth:invite.checking")}>
        <Skeleton height={64} />
        <Skeleton height={42} />
        <Skeleton height={42} />
        <Skeleton height={42} />
      </Stack>
    );
  }
  if (invite.isError && isRefusal(invite.error)) {
    return <WayOut title={t("auth:invite.unknownTitle")} text={t("auth:invite.unknownText")} />;
  }
  if (invite.isError) {
    return (
      <ErrorState
        title={t("auth:invite.failedTitle")}
        text={failureText(invite.error)}
        actionLabel={t("common:retry")}
        onAction={() => void invite.refetch()}
      />
    );
  }
  if (!invite.data.usable) {
    return <WayOut title={t("auth:invite.unusableTitle")} text={t("auth:invite.unusableText")} />;
  }
  return (
    <>
      <Welcome invite={invite.data} />
      <RegisterForm inviteCode={invite.data.code} />
    </>
  );
}

/** Whether the server knows no such code, as against being out of reach or asking us to wait. */
function isRefusal(error: Error): boolean {
  return (
    error instanceof FailureError &&
    error.failure.kind === "problem" &&
    [400, 404, 422].includes(error.failure.status)
  );
}

function Welcome({ invite }: { invite: InviteInfo }) {
  const { t } = useTranslation("auth");
  return (
    <Paper p="md" bg="var(--mantine-primary-color-light)">
      <Group wrap="nowrap" gap="sm">
        <IconGift className={classes["gift"] ?? ""} size={28} aria-hidden />
        <div>
          <Text fw={600}>
            {invite.invitedBy == null
              ? t("invite.welcome")
              : t("invite.from", { name: invite.invitedBy })}
          </Text>
          <Text size="sm">{t("invite.text")}</Text>
        </div>
      </Group>
    </Paper>
  );
}

function WayOut({ title, text }: { title: string; text: string }) {
  const { t } = useTranslation("auth");
  return (
    <EmptyState
      illustration="trouble"
      title={title}
      text={text}
      action={
        <Button component={Link} to={paths.register} mt="sm">
          {t("invite.enterCode")}
        </Button>
      }
    />
  );
}
