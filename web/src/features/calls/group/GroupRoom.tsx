import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconHandStop, IconMicrophoneOff, IconMoodSmile } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { toFailure } from "@/api/failure";
import type { ChatId, UserId } from "@/api/types";
import { useFailureText } from "@/hooks/failureText";
import { useMe } from "@/hooks/session";
import { Notice } from "../screens/Notice";
import { OwnNotices } from "../screens/OwnNotices";
import { usePerson } from "../screens/person";
import { RoundButton } from "../screens/RoundButton";
import talk from "../screens/TalkScreen.module.css";
import { useCallKeys } from "../screens/useCallKeys";
import type { Layout } from "./arrange";
import type { GroupCall, GroupView } from "./groupCall";
import { GroupControls } from "./GroupControls";
import { GroupMore } from "./GroupMore";
import classes from "./GroupScreen.module.css";
import { GroupStage } from "./GroupStage";
import { GuestDoor } from "./GuestDoor";
import { HostItems, People } from "./People";
import { Signs } from "./Signs";

/** What lies over the call. */
export type Sheet = "more" | "people" | null;

export interface GroupRoomProps {
  call: GroupCall;
  view: GroupView;
  chatId: ChatId;
  layout: Layout;
  onLayout: (layout: Layout) => void;
  sheet: Sheet;
  onSheet: (sheet: Sheet) => void;
  /** `null` for a guest: there is nothing behind the call. */
  onMinimise: (() => void) | null;
}

/** A group call while it goes on: its people, what they show, and what one can do. */
export function GroupRoom(props: GroupRoomProps) {
  const { call, view, chatId, layout, onLayout, sheet, onSheet, onMinimise } = props;
  const { t } = useTranslation("room");
  const me = useMe();
  const failureText = useFailureText();
  const [signing, setSigning] = useState(false);
  const { floor } = view;
  const isHost = floor.hosts.includes(me.id);
  const act = (asked: Promise<unknown>): void => {
    asked.catch((caught: unknown) =>
      notifications.show({ message: failureText(toFailure(caught)), color: "red" }),
    );
  };
  return (
    <>
      <div className={talk["notices"]}>
        {floor.mutedBy !== null && (
          <MutedBy userId={floor.mutedBy} onSpeak={() => call.setMuted(false)} />
        )}
        <OwnNotices call={view} />
        <GuestDoor view={view} />
      </div>
      <GroupStage
        call={call}
        view={view}
        layout={layout}
        marks={({ userId, picture }) =>
          picture === "camera" && <Marks userId={userId} view={view} />
        }
        actions={({ person, picture }) =>
          isHost &&
          person !== null &&
          picture === "camera" && <HostItems call={call} view={view} person={person} act={act} />
        }
      />
      <div className={classes["bottom"]}>
        {signing && (
          <Signs
            raised={floor.hands.includes(me.id)}
            onHand={(raised) => {
              act(call.raiseHand(raised));
              setSigning(false);
            }}
            onSign={(emoji) => act(call.react(emoji))}
          />
        )}
        <GroupControls call={call} view={view} onMore={() => onSheet("more")}>
          <RoundButton
            label={signing ? t("floor.close") : t("floor.open")}
            caption={t("floor.caption")}
            icon={
              floor.hands.includes(me.id) ? <IconHandStop size={28} /> : <IconMoodSmile size={28} />
            }
            tone={signing || floor.hands.includes(me.id) ? "off" : "neutral"}
            onClick={() => setSigning(!signing)}
          />
        </GroupControls>
      </div>
      <GroupMore
        call={call}
        view={view}
        chatId={chatId}
        layout={layout}
        onLayout={onLayout}
        opened={sheet === "more"}
        onClose={() => onSheet(null)}
        onMinimise={onMinimise}
      />
      <People
        call={call}
        view={view}
        act={act}
        opened={sheet === "people"}
        onClose={() => onSheet(null)}
      />
      <Keys call={call} view={view} />
    </>
  );
}

/** A raised hand with its place in line, and the sign that they show now. */
function Marks({ userId, view }: { userId: UserId; view: GroupView }) {
  const { t } = useTranslation("room");
  const place = view.floor.hands.indexOf(userId);
  const sign = view.floor.signs[userId];
  return (
    <>
      {place !== -1 && (
        <span
          className={classes["hand"]}
          role="img"
          aria-label={t("floor.raised", { place: place + 1 })}
        >
          <IconHandStop size={18} aria-hidden />
          {place + 1}
        </span>
      )}
      {sign !== undefined && (
        <span key={sign.nth} className={classes["sign"]} data-sign={sign.emoji} aria-hidden>
          {sign.emoji}
        </span>
      )}
    </>
  );
}

function MutedBy({ userId, onSpeak }: { userId: UserId; onSpeak: () => void }) {
  const { t } = useTranslation("room");
  const { name } = usePerson(userId);
  return (
    <Notice icon={<IconMicrophoneOff size={18} />}>
      {t("floor.mutedBy", { name })}
      <Button className={talk["remedy"]} size="compact-sm" variant="light" onClick={onSpeak}>
        {t("floor.speakAgain")}
      </Button>
    </Notice>
  );
}

/** The keys of a call, while it is what is on the screen. */
function Keys({ call, view }: Pick<GroupRoomProps, "call" | "view">) {
  const { microphone, camera } = view.local;
  useCallKeys({
    onHangUp: () => call.hangUp(),
    onMute: () => call.setMuted(microphone.status === "on"),
    onCamera: () => call.setCamera(camera.status !== "on"),
    onScreen: () => call.shareScreen(view.screen.status !== "on"),
  });
  return null;
}
