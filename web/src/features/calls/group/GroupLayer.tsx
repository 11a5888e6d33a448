import { useEffect, useState, useSyncExternalStore } from "react";

import { toFailure } from "@/api/failure";
import { useMessenger } from "@/hooks/messengerContext";
import { useMe } from "@/hooks/session";
import { addLateTexts } from "@/i18n/late";
import { browserTimers } from "@/lib/timers";
import { keepQuality } from "../api/quality";
import { roomServersOrNone } from "../lines";
import { createCapture } from "../live/capture";
import type { Gathered } from "../live/handover";
import { createLocalMedia } from "../live/localMedia";
import { browserDisplay, createScreenShare } from "../live/screenShare";
import { CallBoundary } from "../screens/CallBoundary";
import { CallDeskContext } from "../screens/deskContext";
import { createGroupCall } from "./groupCall";
import { GroupScreen } from "./GroupScreen";
import { leftGroup } from "./leftGroup";

addLateTexts();

export interface GroupLayerProps {
  gathered: Gathered;
  minimised: boolean;
  onMinimise: (minimised: boolean) => void;
  onClose: () => void;
}

/** What the provider fetches when somebody comes into a call of a group. */
export function GroupLayer({ gathered, minimised, onMinimise, onClose }: GroupLayerProps) {
  const { chatId, kind, audioRoom = false } = gathered;
  const messenger = useMessenger();
  const me = useMe();
  const [call] = useState(() => {
    const capture = createCapture();
    return createGroupCall({
      ...gathered,
      myId: me.id,
      socket: messenger.socket,
      capture,
      local: gathered.handover?.local ?? createLocalMedia(capture),
      // What is heard here is one voice each; a screen's own sound has no place in the line.
      createScreen: () =>
        gathered.handover?.screen ?? createScreenShare(browserDisplay(), { sound: false }),
      timers: browserTimers,
      steadyNow: () => performance.now(),
      serverNow: () => messenger.serverNow(),
      // The other side is the server, from which no address can be hidden.
      createConnection: (configuration) => new RTCPeerConnection(configuration),
      fetchIceServers: roomServersOrNone,
      // Without it the history only tells less.
      keepQuality: (callId, quality) => void keepQuality(callId, quality).catch(toFailure),
    });
  });
  useEffect(() => call.run(), [call]);
  const { callId } = useSyncExternalStore(call.subscribe, call.view);
  useEffect(
    () => leftGroup.keep({ chatId, kind, callId, audioRoom }),
    [chatId, kind, callId, audioRoom],
  );
  return (
    <CallBoundary onBroken={onClose}>
      <CallDeskContext value={call}>
        <GroupScreen
          call={call}
          chatId={chatId}
          minimised={minimised}
          onMinimise={onMinimise}
          onClose={onClose}
        />
      </CallDeskContext>
    </CallBoundary>
  );
}
