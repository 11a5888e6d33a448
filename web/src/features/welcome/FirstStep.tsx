import { Button, Group, Stack, Text } from "@mantine/core";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { IconEar, IconMessageCircle, IconPhone, IconUsers } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { request } from "@/api/client";
import type { List, User } from "@/api/types";
import { useCallLauncher } from "@/hooks/callLauncher";
import { useEchoContact } from "@/hooks/echoContact";
import { useFailureText } from "@/hooks/failureText";
import { useArrival } from "@/hooks/newcomers";
import { useMe } from "@/hooks/session";
import { useWriteTo } from "@/hooks/writeTo";
import { paths } from "@/lib/paths";
import { UserAvatar } from "@/ui/UserAvatar";
import { Foot } from "./Foot";
import { Matter } from "./Matter";
import classes from "./WelcomeScreen.module.css";

/** People offered besides the one who invited: the others stand under "People". */
const OFFERED = 3;

const someQuery = queryOptions({
  queryKey: ["people", "some"],
  queryFn: ({ signal }) =>
    request<List<User>>("/api/users", { query: { limit: OFFERED + 2 }, signal }),
});

export interface FirstStepProps {
  invite: React.ReactNode;
  onNext: () => void;
  /** The person goes elsewhere from here: the first steps are over. */
  onLeave: () => void;
}

/** The first call, with the server itself, and somebody to write to. */
export function FirstStep({ invite, onNext, onLeave }: FirstStepProps) {
  const { t } = useTranslation("welcome");
  const me = useMe();
  const inviter = useArrival().data?.invitedBy ?? null;
  const others = (useQuery(someQuery).data?.items ?? [])
    .filter((user) => user.id !== me.id && user.id !== inviter?.id)
    .slice(0, OFFERED);
  return (
    <Stack gap="md">
      <TestCall />
      {(inviter !== null || others.length > 0) && (
        <Matter
          icon={<IconUsers size={24} />}
          title={t(inviter === null ? "people.title" : "people.titleInvited")}
        >
          <ul className={classes["people"]}>
            {inviter !== null && <PersonLine user={inviter} onLeave={onLeave} />}
            {others.map((user) => (
              <PersonLine key={user.id} user={user} onLeave={onLeave} />
            ))}
          </ul>
          <Button
            component={Link}
            to={paths.people}
            variant="subtle"
            mt="xs"
            fullWidth
            onClick={onLeave}
          >
            {t("people.all")}
          </Button>
        </Matter>
      )}
      {me.isAdmin === true && invite}
      <Foot label={t("finish")} onNext={onNext} />
    </Stack>
  );
}

/** Nothing where the echo contact does not answer. */
function TestCall() {
  const { t } = useTranslation("welcome");
  const launcher = useCallLauncher();
  const call = useEchoContact();
  const done = useArrival().data?.steps.includes("testCall") === true;
  if (call === null && launcher?.current == null && !done) return null;
  return (
    <Matter
      icon={<IconEar size={24} />}
      title={t("testCall.title")}
      text={t("testCall.text")}
      done={done ? t("testCall.done") : null}
    >
      {call !== null && (
        <Button
          variant={done ? "subtle" : "light"}
          fullWidth
          mt="sm"
          leftSection={<IconPhone size={20} aria-hidden />}
          onClick={call}
        >
          {t(done ? "testCall.again" : "testCall.call")}
        </Button>
      )}
    </Matter>
  );
}

interface PersonLineProps extends Pick<FirstStepProps, "onLeave"> {
  user: User;
}

function PersonLine({ user, onLeave }: PersonLineProps) {
  const { t } = useTranslation("welcome");
  const failureText = useFailureText();
  const launcher = useCallLauncher();
  const write = useWriteTo(user.id);
  const name = user.displayName;
  return (
    <li className={classes["person"]}>
      <UserAvatar id={user.id} name={name} src={user.avatarUrl} size={44} />
      <Text className={classes["name"] ?? ""} fw={500} truncate>
        {name}
      </Text>
      <Group gap="xs" wrap="nowrap">
        {user.mayMessage !== false && (
          <Button
            size="compact-md"
            leftSection={<IconMessageCircle size={18} aria-hidden />}
            aria-label={t("people.writeTo", { name })}
            loading={write.isPending}
            onClick={() => {
              onLeave();
              write.mutate();
            }}
          >
            {t("people.write")}
          </Button>
        )}
        {launcher !== null && user.mayCall !== false && (
          <Button
            size="compact-md"
            variant="light"
            leftSection={<IconPhone size={18} aria-hidden />}
            aria-label={t("people.callTo", { name })}
            onClick={() => launcher.start({ userId: user.id }, "audio")}
          >
            {t("people.call")}
          </Button>
        )}
      </Group>
      {write.isError && (
        <Text c="red" size="sm" role="alert" w="100%">
          {failureText(write.error)}
        </Text>
      )}
    </li>
  );
}
