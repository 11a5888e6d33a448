import { FocusTrap, Portal } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { useSession } from "@/hooks/session";
import { useIsSimple } from "@/hooks/simpleMode";
import type { Call } from "@/api/types";
import type { CallView } from "../live/callSession";
import { isTalking } from "../live/phase";
import { useLiveCallsView } from "./callsContext";
import classes from "./CallOverlay.module.css";
import { ElsewhereBanner } from "./ElsewhereBanner";
import { EndedCall } from "./EndedCall";
import { FloatingProvider } from "./Floating";
import { IncomingCall } from "./IncomingCall";
import { MiniCall } from "./MiniCall";
import { OtherCall } from "./OtherCall";
import { PermissionStep } from "./PermissionStep";
import { usePerson, type Person } from "./person";
import { RemoteSound } from "./RemoteSound";
import { TalkScreen } from "./TalkScreen";
import { WaitingBanner } from "./WaitingBanner";
import { useFocusBack } from "./useFocusBack";

/** Over everything: the call on the screen, or its small bar, and one that knocks meanwhile. */
export function CallOverlay() {
  const { call, carried } = useLiveCallsView();
  const sound =
    call === null ? carried : { stream: call.remote.sound, speaker: call.local.choice.speaker };
  return (
    <>
      <Shown />
      {/* In one place, whichever call it is of: a call that goes over to the server is heard on without a gap. */}
      {sound !== null && (
        <Portal>
          <RemoteSound {...sound} silent={call !== null && (call.held || call.remote.held)} />
        </Portal>
      )}
    </>
  );
}

function Shown() {
  const { call, minimised, waiting, other, elsewhere } = useLiveCallsView();
  if (call === null) return elsewhere === null ? null : <Elsewhere call={elsewhere} />;
  return (
    <Portal>
      <OneCall call={call} minimised={minimised} />
      {other !== null && <OtherCall call={other} />}
      {waiting !== null && (
        <WaitingBanner waiting={waiting} mayHold={isTalking(call.phase) && other === null} />
      )}
      {call.remote.sharing && call.remote.screenSound !== null && (
        <RemoteSound
          stream={call.remote.screenSound}
          speaker={call.local.choice.speaker}
          silent={call.held || call.remote.held}
        />
      )}
    </Portal>
  );
}

function Elsewhere({ call }: { call: Call }) {
  const session = useSession();
  const myId = session.phase === "signedIn" ? session.me.id : null;
  const them = call.participants.find(({ userId }) => userId !== myId);
  return them === undefined ? null : (
    <Portal>
      <ElsewhereBanner call={call} peerId={them.userId} />
    </Portal>
  );
}

interface OneCallProps {
  call: CallView;
  minimised: boolean;
}

function OneCall({ call, minimised }: OneCallProps) {
  useFocusBack(minimised);
  const person = usePerson(call.peerId, call.peer);
  if (call.phase.name === "ended") return <FullCall call={call} person={person} />;
  return (
    <FloatingProvider call={call} person={person}>
      {minimised ? (
        <MiniCall call={call} person={person} />
      ) : (
        <FullCall call={call} person={person} />
      )}
    </FloatingProvider>
  );
}

function FullCall({ call, person }: { call: CallView; person: Person }) {
  const { t } = useTranslation("calls");
  const { name } = person;
  const isIncoming = call.phase.name === "incoming";
  const isSimple = useIsSimple();
  return (
    <FocusTrap active>
      <div
        className={classes["overlay"]}
        role="dialog"
        aria-modal="true"
        aria-label={isIncoming ? t("screen.incoming", { name }) : t("screen.call", { name })}
        data-call-phase={call.phase.name}
        data-simple={isSimple || undefined}
        data-call-stage={stageOf(call)}
      >
        {/* The focus starts on nothing that a stray Enter could press. */}
        <span className={classes["focus"]} tabIndex={-1} data-autofocus />
        <CallBody call={call} person={person} />
      </div>
    </FocusTrap>
  );
}

function CallBody({ call, person }: { call: CallView; person: Person }) {
  const { phase } = call;
  switch (phase.name) {
    case "preparing":
      return <PermissionStep call={call} step={phase.step} person={person} />;
    case "incoming":
      return <IncomingCall call={call} person={person} />;
    case "ended":
      return <EndedCall call={call} outcome={phase.outcome} person={person} />;
    case "outgoing":
    case "connecting":
    case "connected":
    case "reconnecting":
      return <TalkScreen call={call} person={person} />;
  }
}

/** The finer truth of a phase, for tests and style. */
function stageOf({ phase }: CallView): string | undefined {
  switch (phase.name) {
    case "preparing":
      return phase.step;
    case "outgoing":
      return phase.stage;
    case "reconnecting":
      return phase.whose;
    case "ended":
      return phase.outcome.kind;
    case "incoming":
    case "connecting":
    case "connected":
      return undefined;
  }
}
