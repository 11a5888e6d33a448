import { ActionIcon, FocusTrap, Indicator, Paper, Portal, Text, Title } from "@mantine/core";
import {
  IconArrowsMaximize,
  IconArrowsMinimize,
  IconLayoutGrid,
  IconLayoutList,
  IconLock,
  IconPhoneOff,
  IconUserPlus,
  IconUsers,
  IconX,
} from "@tabler/icons-react";
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";

import type { Call, ChatId } from "@/api/types";
import { useFailureText } from "@/hooks/failureText";
import { useIsSimple } from "@/hooks/simpleMode";
import { IconButton } from "@/ui/IconButton";
import overlay from "../screens/CallOverlay.module.css";
import bar from "../screens/controlBar.module.css";
import { useCallTitle } from "../screens/callTitle";
import { QualityButton } from "../screens/QualityButton";
import { RemoteSound } from "../screens/RemoteSound";
import { RoundButton } from "../screens/RoundButton";
import { AddToCall, takenIn } from "./AddToCall";
import { Announcer } from "./Announcer";
import { AskedPeople } from "./AskedPeople";
import type { Layout } from "./arrange";
import type { GroupCall, GroupEnd, GroupView } from "./groupCall";
import { GroupRoom, type Sheet } from "./GroupRoom";
import classes from "./GroupScreen.module.css";
import { GuestNamesContext, useGuestNames } from "./guestNames";
import { kept } from "./kept";

export interface GroupScreenProps {
  call: GroupCall;
  chatId: ChatId;
  /** Shown as a small bar, so that the rest can be used. */
  minimised: boolean;
  /** `null` for a guest: there is nothing behind it, and nobody whom they could add. */
  onMinimise: ((minimised: boolean) => void) | null;
  onClose: () => void;
}

/** A call in a group, from coming in to its end. */
export function GroupScreen({ call, chatId, minimised, onMinimise, onClose }: GroupScreenProps) {
  const { t } = useTranslation("calls");
  const view = useSyncExternalStore(call.subscribe, call.view);
  const { phase } = view;
  const { name: title } = useCallTitle(view.call ?? { id: "", chatId, participants: NOBODY });
  const hasLeft = phase.name === "over" && phase.because.kind === "left";
  useEffect(() => {
    if (hasLeft) onClose();
  }, [hasLeft, onClose]);
  const [layout, setLayout] = useState<Layout>(kept.layout);
  const changeLayout = (next: Layout) => {
    setLayout(next);
    kept.keepLayout(next);
  };
  const [sheet, setSheet] = useState<Sheet>(null);
  const [addOpen, setAddOpen] = useState(false);
  const isSmall = minimised && phase.name !== "over";
  const guestNames = useGuestNames(view.guests);
  return (
    <GuestNamesContext value={guestNames}>
      <Portal>
        {isSmall ? (
          <SmallBar call={call} title={title} view={view} onExpand={() => onMinimise?.(false)} />
        ) : (
          <FocusTrap active>
            <div
              className={`${overlay["overlay"] ?? ""} ${classes["screen"] ?? ""}`}
              role="dialog"
              aria-modal="true"
              aria-label={t("group.screen", { name: title })}
              data-group-call={phase.name}
            >
              <span className={overlay["focus"]} tabIndex={-1} data-autofocus />
              <header className={classes["header"]}>
                <span className={classes["words"]}>
                  <Title order={1} size="h4" lineClamp={1}>
                    {title}
                  </Title>
                  <Text size="sm" role="status">
                    <PhaseText view={view} />
                  </Text>
                </span>
                {phase.name !== "over" && (
                  <HeaderButtons
                    view={view}
                    layout={layout}
                    onLayout={changeLayout}
                    onAdd={() => setAddOpen(true)}
                    onPeople={() => setSheet("people")}
                    onMinimise={onMinimise === null ? null : () => onMinimise(true)}
                  />
                )}
              </header>
              {phase.name === "over" ? (
                <Ending because={phase.because} onClose={onClose} />
              ) : (
                <>
                  <AskedPeople call={call} asked={view.asked} />
                  <GroupRoom
                    call={call}
                    view={view}
                    chatId={chatId}
                    layout={layout}
                    onLayout={changeLayout}
                    sheet={sheet}
                    onSheet={setSheet}
                    onMinimise={onMinimise === null ? null : () => onMinimise(true)}
                  />
                  {onMinimise !== null && (
                    <AddToCall
                      opened={addOpen}
                      onClose={() => setAddOpen(false)}
                      chatId={chatId}
                      taken={takenIn(view.call)}
                      onAdd={call.invite}
                    />
                  )}
                </>
              )}
            </div>
          </FocusTrap>
        )}
        {phase.name !== "over" && <Announcer view={view} />}
        {phase.name !== "over" &&
          view.sounds.map((mid) => <Sound key={mid} call={call} mid={mid} view={view} />)}
      </Portal>
    </GuestNamesContext>
  );
}

const NOBODY: Call["participants"] = [];

interface ShownProps {
  call: GroupCall;
  view: GroupView;
}

function PhaseText({ view }: { view: GroupView }) {
  const { t } = useTranslation(["calls", "room"]);
  switch (view.phase.name) {
    case "joining":
      return t("status.connecting");
    case "reconnecting":
      return t("status.reconnectingMine");
    case "in":
      return (
        <>
          {view.floor.locked && (
            <IconLock
              size={14}
              className={classes["lock"] ?? ""}
              aria-label={t("room:people.locked")}
            />
          )}
          {view.people.length === 0
            ? t("group.alone")
            : t("group.people", { count: view.people.length + 1 })}
        </>
      );
    case "over":
      return null;
  }
}

interface HeaderButtonsProps {
  view: GroupView;
  layout: Layout;
  onLayout: (layout: Layout) => void;
  onAdd: () => void;
  onPeople: () => void;
  onMinimise: (() => void) | null;
}

/** How good the line is, how people are shown, and the way out of the full screen. */
function HeaderButtons(props: HeaderButtonsProps) {
  const { view, layout, onLayout, onAdd, onPeople, onMinimise } = props;
  const { t } = useTranslation(["calls", "ring", "room"]);
  const isSimple = useIsSimple();
  return (
    <>
      {!isSimple && view.call !== null && onMinimise !== null && (
        <IconButton
          label={t("ring:add.button")}
          icon={<IconUserPlus size={24} />}
          onClick={onAdd}
        />
      )}
      {!isSimple && <QualityButton call={view} />}
      {!isSimple && view.people.length > 0 && (
        <IconButton
          label={layout === "grid" ? t("room:layout.toSpeaker") : t("room:layout.toGrid")}
          icon={layout === "grid" ? <IconLayoutList size={24} /> : <IconLayoutGrid size={24} />}
          // On a phone it is under "More": there is room for few signs up here.
          visibleFrom="xs"
          onClick={() => onLayout(layout === "grid" ? "speaker" : "grid")}
        />
      )}
      {!isSimple && (
        <Indicator
          label={view.floor.hands.length}
          size={18}
          offset={8}
          color="yellow"
          autoContrast
          disabled={view.floor.hands.length === 0}
        >
          <IconButton
            label={t("room:people.open")}
            icon={<IconUsers size={24} />}
            onClick={onPeople}
          />
        </Indicator>
      )}
      {onMinimise !== null && (
        <IconButton
          label={t("controls.minimise")}
          icon={<IconArrowsMinimize size={24} />}
          onClick={onMinimise}
        />
      )}
    </>
  );
}

interface SmallBarProps extends ShownProps {
  title: string;
  onExpand: () => void;
}

function SmallBar({ call, view, title, onExpand }: SmallBarProps) {
  const { t } = useTranslation("calls");
  return (
    <div className={classes["small"]} data-group-call={view.phase.name}>
      <Paper className={classes["pill"] ?? ""} radius="xl" shadow="lg" p="xs">
        <span className={classes["words"]}>
          <Text fw={600} lineClamp={1}>
            {title}
          </Text>
          <Text size="sm" lineClamp={1}>
            <PhaseText view={view} />
          </Text>
        </span>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={44}
          aria-label={t("controls.expand")}
          onClick={onExpand}
        >
          <IconArrowsMaximize size={22} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="filled"
          color="red"
          size={44}
          radius="xl"
          aria-label={t("group.leave")}
          onClick={() => call.hangUp()}
        >
          <IconPhoneOff size={22} aria-hidden />
        </ActionIcon>
      </Paper>
    </div>
  );
}

function Sound({ call, mid, view }: ShownProps & { mid: string }) {
  // The line is another one after a break: so are its streams.
  const stream = useMemo(
    () => (view.phase.name === "in" ? call.stream(mid) : null),
    [call, mid, view.phase.name],
  );
  const { speaker } = view.local.choice;
  return <RemoteSound stream={stream} speaker={speaker} silent={view.hushed.includes(mid)} />;
}

function Ending({ because, onClose }: { because: GroupEnd; onClose: () => void }) {
  const { t } = useTranslation(["calls", "room"]);
  const failureText = useFailureText();
  const failure = because.kind === "refused" ? because.failure : null;
  const isAbsent = failure?.kind === "problem" && failure.code === "validation_failed";
  return (
    <>
      <div className={classes["ending"]}>
        <Text size="lg" role="status">
          {because.kind === "removed"
            ? t("room:told.removed")
            : because.kind !== "refused"
              ? t(`group.over.${because.kind}`)
              : isAbsent
                ? t("group.absent")
                : failureText(because.failure)}
        </Text>
      </div>
      <div className={bar["bar"]} role="group" aria-label={t("controls.label")}>
        <RoundButton label={t("ended.close")} icon={<IconX size={30} />} onClick={onClose} />
      </div>
    </>
  );
}
