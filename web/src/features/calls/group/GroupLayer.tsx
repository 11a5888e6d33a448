import { useEffect, useState } from "react";

import { toFailure } from "@/api/failure";
import type { CallKind, ChatId } from "@/api/types";
import { useMessenger } from "@/hooks/messengerContext";
import { useMe } from "@/hooks/session";
import { addLateTexts } from "@/i18n/late";
import { browserTimers } from "@/lib/timers";
import { keepQuality } from "../api/quality";
import { connectionsOf, iceServersOrNone } from "../lines";
import { createCapture } from "../live/capture";
import { browserDisplay, createScreenShare } from "../live/screenShare";
import { CallBoundary } from "../screens/CallBoundary";
import { CallDeskContext } from "../screens/deskContext";
import { createGroupCall } from "./groupCall";
import { GroupScreen } from "./GroupScreen";
import { leftGroup } from "./leftGroup";

addLateTexts();

export interface GroupLayerProps {
  chatId: ChatId;
  kind: CallKind;
  minimised: boolean;
  onMinimise: (minimised: boolean) => void;
  onClose: () => void;
}

/** What the provider fetches when somebody comes into a call of a group. */
export function GroupLayer({ chatId, kind, minimised, onMinimise, onClose }: GroupLayerProps) {
  const messenger = useMessenger();
  const me = useMe();
  const [call] = useState(() =>
    createGroupCall({
      chatId,
      kind,
      myId: me.id,
      socket: messenger.socket,
      capture: createCapture(),
      // What is heard here is one voice each; a screen's own sound has no place in the line.
      createScreen: () => createScreenShare(browserDisplay(), { sound: false }),
      timers: browserTimers,
      steadyNow: () => performance.now(),
      serverNow: () => messenger.serverNow(),
      createConnection: connectionsOf(messenger.store),
      fetchIceServers: iceServersOrNone,
      // Without it the history only tells less.
      keepQuality: (callId, quality) => void keepQuality(callId, quality).catch(toFailure),
    }),
  );
  useEffect(() => call.run(), [call]);
  useEffect(() => leftGroup.keep({ chatId, kind }), [chatId, kind]);
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
