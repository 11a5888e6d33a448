import { Anchor, Badge, Button, Group, Paper, Skeleton, Stack, Text, Title } from "@mantine/core";
import {
  IconArrowLeft,
  IconMessageCircle,
  IconPhone,
  IconPhotoHeart,
  IconUserEdit,
  IconVideo,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";

import { FailureError } from "@/api/failure";
import type { User } from "@/api/types";
import { useCallLauncher } from "@/hooks/callLauncher";
import { usePersonName, useUser } from "@/hooks/chats";
import { useFailureText } from "@/hooks/failureText";
import { useGoBack } from "@/hooks/goBack";
import { useMessenger } from "@/hooks/messengerContext";
import { useMe } from "@/hooks/session";
import { useWriteTo } from "@/hooks/writeTo";
import { dateOf } from "@/lib/moments";
import { paths } from "@/lib/paths";
import { CopyIconButton } from "@/ui/CopyIconButton";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { Fact, Facts } from "@/ui/Facts";
import { IconButton } from "@/ui/IconButton";
import { UserAvatar } from "@/ui/UserAvatar";
import { ContactActions } from "./ContactActions";
import { usePerson } from "./api/person";
import { usePresenceText } from "./usePresenceText";
import classes from "./PersonScreen.module.css";

/** `/people/:userId`. */
export function PersonScreen() {
  const { t } = useTranslation("people");
  const { userId = "" } = useParams();
  const goBack = useGoBack(paths.people);
  return (
    <article className={classes["root"]}>
      <div className={classes["back"]}>
        <IconButton label={t("person.back")} icon={<IconArrowLeft />} onClick={goBack} />
      </div>
      <PersonContent key={userId} userId={userId} />
    </article>
  );
}

function PersonContent({ userId }: { userId: string }) {
  const { t } = useTranslation(["people", "common"]);
  const failureText = useFailureText();
  const me = useMe();
  const met = useUser(userId);
  const person = usePerson(userId, met);

  if (person.data !== undefined) {
    // My own profile changes here first.
    return <PersonCard user={userId === me.id ? me : person.data} isMe={userId === me.id} />;
  }
  if (person.isPending) return <PersonSkeleton />;
  if (isUnknown(person.error)) {
    return (
      <EmptyState
        illustration="search"
        title={t("people:person.unknownTitle")}
        text={t("people:person.unknownText")}
        action={
          <Button component={Link} to={paths.people} mt="sm">
            {t("people:person.toList")}
          </Button>
        }
      />
    );
  }
  return (
    <ErrorState
      title={t("people:person.failedTitle")}
      text={failureText(person.error)}
      actionLabel={t("common:retry")}
      onAction={() => void person.refetch()}
    />
  );
}

function isUnknown(error: Error): boolean {
  return (
    error instanceof FailureError &&
    error.failure.kind === "problem" &&
    error.failure.code === "not_found"
  );
}

function PersonCard({ user, isMe }: { user: User; isMe: boolean }) {
  const { t, i18n } = useTranslation("people");
  const messenger = useMessenger();
  const presence = usePresenceText(user);
  const name = usePersonName()(user);
  const since = dateOf(Date.parse(user.createdAt), messenger.serverNow(), i18n.language);
  return (
    <Stack className={classes["card"]} gap="lg">
      <Stack align="center" gap={4}>
        <UserAvatar id={user.id} name={name} src={user.avatarUrl} size={120} />
        <Title order={1} size="h2" ta="center" mt="sm" className={classes["name"] ?? ""}>
          {name}
        </Title>
        <Group gap="xs" justify="center">
          <Text className={classes["presence"] ?? ""} data-active={isMe || presence.active}>
            {isMe
              ? t("person.itsYou")
              : user.deleted === true
                ? t("person.deleted")
                : presence.text}
          </Text>
          {user.isAdmin === true && <Badge variant="light">{t("admin")}</Badge>}
        </Group>
      </Stack>
      {isMe ? (
        <MyActions />
      ) : user.deleted === true ? null : (
        <>
          <Actions user={user} />
          <ContactActions user={user} />
          <ProposeSimpleMode user={user} />
        </>
      )}
      <Paper className={classes["facts"] ?? ""} px="md" py={4}>
        <Facts>
          {user.statusText != null && user.statusText !== "" && (
            <Fact label={t("person.status")}>{user.statusText}</Fact>
          )}
          {user.about != null && user.about !== "" && (
            <Fact label={t("person.about")}>
              <span className={classes["about"]}>{user.about}</span>
            </Fact>
          )}
          {user.phone != null && user.phone !== "" && (
            <Fact label={t("person.phone")}>
              <Anchor href={`tel:${user.phone.replace(/[^+\d]/g, "")}`}>{user.phone}</Anchor>
            </Fact>
          )}
          {user.deleted !== true && (
            <Fact
              label={t("person.login")}
              action={
                <CopyIconButton
                  value={user.login}
                  label={t("person.copyLogin")}
                  copiedLabel={t("person.copied")}
                />
              }
            >
              @{user.login}
            </Fact>
          )}
          <Fact
            label={t("person.uid")}
            action={
              <CopyIconButton
                value={user.id}
                label={t("person.copyUid")}
                copiedLabel={t("person.copied")}
              />
            }
          >
            <span className={classes["uid"]}>{user.id}</span>
            <Text size="xs" c="dimmed">
              {isMe ? t("person.uidHint") : t("person.uidHintOther")}
            </Text>
          </Fact>
          <Fact label={t("person.since")}>{since}</Fact>
        </Facts>
      </Paper>
    </Stack>
  );
}

function MyActions() {
  const { t } = useTranslation("people");
  return (
    <Stack align="center" gap="sm">
      <Text c="dimmed" ta="center">
        {t("person.itsYouText")}
      </Text>
      <Button
        component={Link}
        to={paths.settingsSection("profile")}
        leftSection={<IconUserEdit size={20} aria-hidden />}
      >
        {t("person.editProfile")}
      </Button>
    </Stack>
  );
}

function Actions({ user }: { user: User }) {
  const { t } = useTranslation("people");
  const launcher = useCallLauncher();
  const failureText = useFailureText();
  const write = useWriteTo(user.id);
  const mayWrite = user.mayMessage !== false;
  const mayCall = launcher !== null && user.mayCall !== false;
  return (
    <Stack gap="xs">
      {(!mayWrite || user.mayCall === false) && (
        <Text c="dimmed" size="sm" ta="center">
          {user.isBlocked === true ? t("contacts.blockedByMe") : t("contacts.restricted")}
        </Text>
      )}
      <div className={classes["actions"]}>
        {mayWrite && (
          <Button
            classNames={ACTION}
            leftSection={<IconMessageCircle aria-hidden />}
            loading={write.isPending}
            onClick={() => write.mutate()}
          >
            {t("person.write")}
          </Button>
        )}
        {mayCall && (
          <>
            <Button
              classNames={ACTION}
              variant="light"
              leftSection={<IconPhone aria-hidden />}
              aria-label={t("person.audioCall")}
              onClick={() => launcher.start({ userId: user.id }, "audio")}
            >
              {t("person.audioCallShort")}
            </Button>
            <Button
              classNames={ACTION}
              variant="light"
              leftSection={<IconVideo aria-hidden />}
              aria-label={t("person.videoCall")}
              onClick={() => launcher.start({ userId: user.id }, "video")}
            >
              {t("person.videoCallShort")}
            </Button>
          </>
        )}
      </div>
      {write.isError && (
        <Text c="red" size="sm" ta="center" role="alert">
          {failureText(write.error)}
        </Text>
      )}
    </Stack>
  );
}

/** Whoever runs the server helps others to set their page up. */
function ProposeSimpleMode({ user }: { user: User }) {
  const { t } = useTranslation("simple");
  const me = useMe();
  if (me.isAdmin !== true) return null;
  return (
    <Button
      component={Link}
      to={paths.simpleModeOf(user.id)}
      variant="subtle"
      leftSection={<IconPhotoHeart size={20} aria-hidden />}
    >
      {t("propose.open")}
    </Button>
  );
}

const ACTION = {
  root: classes["action"] ?? "",
  inner: classes["actionInner"] ?? "",
  section: classes["actionIcon"] ?? "",
  label: classes["actionLabel"] ?? "",
};

function PersonSkeleton() {
  const { t } = useTranslation("common");
  return (
    <Stack className={classes["card"]} align="center" role="status" aria-label={t("loading")}>
      <Skeleton circle height={120} width={120} />
      <Skeleton height={28} width="50%" />
      <Skeleton height={16} width="30%" />
      <Skeleton height={64} />
      <Skeleton height={180} />
    </Stack>
  );
}
