import { Button, FocusTrap, Portal } from "@mantine/core";
import { IconPhone, IconPhoneOff, IconVideo } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { useIsSimple } from "@/hooks/simpleMode";
import { UserAvatar } from "@/ui/UserAvatar";
import type { GroupRing as Ring } from "../live/groupRings";
import overlay from "./CallOverlay.module.css";
import { useLiveCalls, useLiveCallsView } from "./callsContext";
import bar from "./controlBar.module.css";
import { useCallTitle } from "./callTitle";
import { usePerson } from "./person";
import { Portrait } from "./Portrait";
import { RoundButton } from "./RoundButton";
import { useRingingTitle } from "./ringingTitle";
import banner from "./WaitingBanner.module.css";

/** A call of several people asks this person in: over everything, or as a banner beside a call that goes on here. */
export function GroupRing() {
  const { groupRing, call, inGroup } = useLiveCallsView();
  if (groupRing === null) return null;
  const talks = inGroup || (call !== null && call.phase.name !== "ended");
  return (
    <Portal>
      {talks ? <RingBanner ring={groupRing} /> : <RingScreen ring={groupRing} />}
      {(!talks || call?.phase.name !== "incoming") && <RingTitle ring={groupRing} />}
    </Portal>
  );
}

interface RingProps {
  ring: Ring;
}

function useCaller({ call, from }: Ring) {
  return usePerson(from?.id ?? call.initiatorId, from);
}

function RingScreen({ ring }: RingProps) {
  const { t } = useTranslation(["calls", "ring"]);
  const calls = useLiveCalls();
  const isSimple = useIsSimple();
  const caller = useCaller(ring);
  const title = useCallTitle(ring.call);
  const isVideo = ring.call.kind === "video";
  const status = isVideo ? "ring:asksVideo" : "ring:asks";
  return (
    <FocusTrap active>
      <div
        className={overlay["overlay"]}
        role="dialog"
        aria-modal="true"
        aria-label={t("ring:screen", { name: title.name })}
        data-simple={isSimple || undefined}
        data-group-ring
      >
        {/* The focus starts on nothing that a stray Enter could press. */}
        <span className={overlay["focus"]} tabIndex={-1} data-autofocus />
        <Portrait person={title} status={t(status, { name: caller.name })} ringing />
        <div className={bar["bar"]} data-spread role="group" aria-label={t("controls.label")}>
          <RoundButton
            label={t("controls.decline")}
            icon={<IconPhoneOff size={30} />}
            tone="decline"
            onClick={() => calls.declineGroup()}
          />
          {isVideo && (
            <RoundButton
              label={t("controls.soundOnly")}
              icon={<IconPhone size={30} />}
              onClick={() => calls.answerGroup("soundOnly")}
            />
          )}
          <RoundButton
            label={t("controls.answer")}
            icon={isVideo ? <IconVideo size={30} /> : <IconPhone size={30} />}
            tone="accept"
            onClick={() => calls.answerGroup("asCalled")}
          />
        </div>
      </div>
    </FocusTrap>
  );
}

function RingBanner({ ring }: RingProps) {
  const { t } = useTranslation(["calls", "ring"]);
  const calls = useLiveCalls();
  const caller = useCaller(ring);
  const title = useCallTitle(ring.call);
  return (
    <div className={banner["root"]} role="alert" data-group-ring-waiting>
      <div className={banner["who"]}>
        <UserAvatar id={title.id} name={title.name} src={title.avatarUrl} size={40} />
        {t("ring:waiting", { name: caller.name, call: title.name })}
      </div>
      <Button color="green" onClick={() => calls.answerGroup("asCalled")}>
        {t("waiting.answer")}
      </Button>
      <Button variant="light" color="red" onClick={() => calls.declineGroup()}>
        {t("waiting.decline")}
      </Button>
    </div>
  );
}

function RingTitle({ ring }: RingProps) {
  const { t } = useTranslation(["calls", "ring"]);
  const { name } = useCaller(ring);
  useRingingTitle(t("screen.ringingTitle", { name }));
  return null;
}
