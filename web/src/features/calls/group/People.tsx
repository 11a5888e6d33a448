import { Badge, Button, Drawer, Group, Menu, Stack, Switch, Text } from "@mantine/core";
import {
  IconDots,
  IconHandStop,
  IconMicrophoneOff,
  IconScreenShare,
  IconUserX,
  IconWifiOff,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { UserId } from "@/api/types";
import { useMe } from "@/hooks/session";
import { IconButton } from "@/ui/IconButton";
import { UserAvatar } from "@/ui/UserAvatar";
import { useAnswerGuests } from "../api/guests";
import { usePerson } from "../screens/person";
import type { GroupCall, GroupView } from "./groupCall";
import classes from "./GroupScreen.module.css";
import type { Participant } from "./room";

export interface PeopleProps {
  call: GroupCall;
  view: GroupView;
  /** Does what was asked for, and says so when it could not be done. */
  act: (asked: Promise<unknown>) => void;
  opened: boolean;
  onClose: () => void;
}

/** Everybody in the call, who wants to speak first; and what a host may do. */
export function People({ call, view, act, opened, onClose }: PeopleProps) {
  const { t } = useTranslation(["room", "calls"]);
  const me = useMe();
  const { floor, people } = view;
  const isHost = floor.hosts.includes(me.id);
  const order = (userId: UserId): number => {
    const place = floor.hands.indexOf(userId);
    return place === -1 ? floor.hands.length : place;
  };
  const sorted = [...people].sort((a, b) => order(a.userId) - order(b.userId));
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size="min(24rem, 100%)"
      zIndex={430}
      title={t("people.open")}
      closeButtonProps={{ "aria-label": t("calls:ended.close") }}
    >
      <Stack gap="md" pb="lg">
        {isHost && (
          <Stack gap="sm">
            <Button
              variant="light"
              leftSection={<IconMicrophoneOff size={20} />}
              onClick={() => act(call.mute(null))}
            >
              {t("people.muteAll")}
            </Button>
            <Switch
              label={t("people.lock")}
              description={t("people.lockHint")}
              checked={floor.locked}
              onChange={(event) => act(call.lock(event.currentTarget.checked))}
            />
          </Stack>
        )}
        <ul className={classes["people"]} role="list">
          <Row userId={me.id} name={t("calls:group.me")} view={view} />
          {sorted.map((person) => (
            <Row key={person.userId} userId={person.userId} person={person} view={view}>
              {isHost && <HostActions call={call} view={view} person={person} act={act} />}
            </Row>
          ))}
        </ul>
        {floor.removed.length > 0 && (
          <Stack gap="xs">
            <Text fw={600}>{t("people.removed")}</Text>
            {floor.removed.map((userId) => (
              <Removed key={userId} userId={userId}>
                {isHost && (
                  <Button size="xs" variant="light" onClick={() => act(call.letIn(userId))}>
                    {t("people.letIn")}
                  </Button>
                )}
              </Removed>
            ))}
          </Stack>
        )}
      </Stack>
    </Drawer>
  );
}

function isGuest({ guests }: GroupView, { participantId }: Participant): boolean {
  return guests.some((guest) => guest.participantId === participantId);
}

interface RowProps {
  userId: UserId;
  view: GroupView;
  /** `undefined`: this person. */
  person?: Participant;
  name?: string;
  children?: React.ReactNode;
}

function Row({ userId, view, person, name, children }: RowProps) {
  const { t } = useTranslation(["room", "calls"]);
  const known = usePerson(userId);
  const place = view.floor.hands.indexOf(userId);
  const isMuted = person?.muted ?? view.local.microphone.status !== "on";
  const isSharing = person?.screen ?? view.screen.status === "on";
  return (
    <li className={classes["row"]} aria-label={name ?? known.name}>
      <UserAvatar id={known.id} name={known.name} src={known.avatarUrl} size={40} />
      <span className={classes["words"]}>
        <Text lineClamp={1}>{name ?? known.name}</Text>
        {view.floor.hosts.includes(userId) && (
          <Text size="sm" c="dimmed">
            {t("people.host")}
          </Text>
        )}
      </span>
      {place !== -1 && (
        <Badge
          size="lg"
          variant="light"
          color="yellow"
          leftSection={<IconHandStop size={14} aria-hidden />}
          aria-label={t("floor.raised", { place: place + 1 })}
        >
          {place + 1}
        </Badge>
      )}
      {person?.away === true && <IconWifiOff size={20} aria-label={t("tile.away")} />}
      {isSharing && <IconScreenShare size={20} aria-label={t("calls:screenShare.caption")} />}
      {isMuted && <IconMicrophoneOff size={20} aria-label={t("calls:group.muted")} />}
      {children}
    </li>
  );
}

interface HostActionsProps extends Pick<PeopleProps, "call" | "view" | "act"> {
  person: Participant;
}

function HostActions(props: HostActionsProps) {
  const { t } = useTranslation("room");
  const { name } = usePerson(props.person.userId);
  return (
    <Menu position="bottom-end" zIndex={440} withinPortal>
      <Menu.Target>
        <IconButton label={t("tile.actions", { name })} icon={<IconDots size={20} />} size={36} />
      </Menu.Target>
      <Menu.Dropdown>
        <HostItems {...props} />
      </Menu.Dropdown>
    </Menu>
  );
}

/** What a host may do with one person: in the list of people, and in the menu of their tile. */
export function HostItems({ call, view, person, act }: HostActionsProps) {
  const { t } = useTranslation("room");
  const { userId, participantId, muted } = person;
  const asGuest = isGuest(view, person);
  const whom = asGuest ? { participantId } : { userId };
  const answer = useAnswerGuests(view.callId ?? "");
  const remove = (): Promise<unknown> =>
    asGuest
      ? answer.mutateAsync({ action: "remove", participantIds: [participantId] })
      : call.remove(userId);
  return (
    <>
      {!muted && (
        <Menu.Item
          leftSection={<IconMicrophoneOff size={18} />}
          onClick={() => act(call.mute(whom))}
        >
          {t("people.mute")}
        </Menu.Item>
      )}
      {view.floor.hands.includes(userId) && (
        <Menu.Item
          leftSection={<IconHandStop size={18} />}
          onClick={() => act(call.lowerHand(whom))}
        >
          {t("people.lowerHand")}
        </Menu.Item>
      )}
      {!view.floor.hosts.includes(userId) && (
        <Menu.Item color="red" leftSection={<IconUserX size={18} />} onClick={() => act(remove())}>
          {t("people.remove")}
        </Menu.Item>
      )}
    </>
  );
}

function Removed({ userId, children }: { userId: UserId; children: React.ReactNode }) {
  const { name } = usePerson(userId);
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text lineClamp={1}>{name}</Text>
      {children}
    </Group>
  );
}
