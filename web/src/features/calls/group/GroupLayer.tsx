import { useEffect, useState } from "react";

import type { CallKind, ChatId } from "@/api/types";
import { useMessenger } from "@/hooks/messengerContext";
import { useMe } from "@/hooks/session";
import { browserTimers } from "@/lib/timers";
import { connectionsOf, iceServersOrNone } from "../lines";
import { createCapture } from "../live/capture";
import { createLocalMedia } from "../live/localMedia";
import { CallBoundary } from "../screens/CallBoundary";
import { createGroupCall } from "./groupCall";
import { GroupScreen } from "./GroupScreen";
import { leftGroup } from "./leftGroup";

export interface GroupLayerProps {
  chatId: ChatId;
  kind: CallKind;
  minimised: boolean;
  onMinimise: (minimised: boolean) => void;
  onClose: () => void;
}

/** What the provider fetches when somebody comes into a call of a group. */
export function GroupLayer({ chatId, kind, minimised, onMinimise, onClose }: GroupLayerProps) {
  const { socket, store } = useMessenger();
  const me = useMe();
  const [call] = useState(() =>
    createGroupCall({
      chatId,
      kind,
      myId: me.id,
      socket,
      local: createLocalMedia(createCapture()),
      timers: browserTimers,
      createConnection: connectionsOf(store),
      fetchIceServers: iceServersOrNone,
    }),
  );
  useEffect(() => call.run(), [call]);
  useEffect(() => leftGroup.keep({ chatId, kind }), [chatId, kind]);
  return (
    <CallBoundary onBroken={onClose}>
      <GroupScreen
        call={call}
        chatId={chatId}
        minimised={minimised}
        onMinimise={onMinimise}
        onClose={onClose}
      />
    </CallBoundary>
  );
}
