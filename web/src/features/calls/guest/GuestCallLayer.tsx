import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import type { Messenger } from "@/realtime/messenger";
import { MessengerContext } from "@/hooks/messengerContext";
import { SIMPLE_KEY } from "@/hooks/simpleMode";
import { browserTimers } from "@/lib/timers";
import { fetchGuestRoomServers } from "../api/iceServers";
import { createGroupCall } from "../group/groupCall";
import { GroupScreen } from "../group/GroupScreen";
import { connectionsOf } from "../lines";
import { createCapture } from "../live/capture";
import { createLocalMedia } from "../live/localMedia";
import { browserDisplay, createScreenShare } from "../live/screenShare";
import { CallBoundary } from "../screens/CallBoundary";
import { CallDeskContext } from "../screens/deskContext";
import type { GuestVisit } from "./guestVisit";

export interface GuestCallLayerProps {
  visit: GuestVisit;
  pass: string;
  chatId: string;
  callId: string;
  myId: string;
  camera: boolean;
  muted: boolean;
  onClose: () => void;
}

/** The call, for a guest who was let in: the same screen as members have, with nothing of theirs behind it. */
export function GuestCallLayer(props: GuestCallLayerProps) {
  const { visit, pass, chatId, callId, myId, camera, muted, onClose } = props;
  const [queries] = useState(queriesOfNobody);
  // The screens of a call read names and say frames, and ask nothing else of it.
  const messenger = visit.messenger as Messenger;
  const [call] = useState(() => {
    const capture = createCapture();
    return createGroupCall({
      chatId,
      kind: camera ? "video" : "audio",
      callId,
      handover: null,
      myId,
      socket: messenger.socket,
      capture,
      local: createLocalMedia(capture),
      createScreen: () => createScreenShare(browserDisplay(), { sound: false }),
      timers: browserTimers,
      steadyNow: () => performance.now(),
      serverNow: () => messenger.serverNow(),
      createConnection: connectionsOf(messenger.store),
      fetchIceServers: () => fetchGuestRoomServers(pass).catch(() => null),
      // A guest has no history.
      keepQuality: () => undefined,
    });
  });
  useEffect(() => {
    if (muted) call.setMuted(true);
    return call.run();
  }, [call, muted]);
  return (
    <MessengerContext value={messenger}>
      <QueryClientProvider client={queries}>
        <CallBoundary onBroken={onClose}>
          <CallDeskContext value={call}>
            <GroupScreen
              call={call}
              chatId={chatId}
              minimised={false}
              onMinimise={null}
              onClose={onClose}
            />
          </CallDeskContext>
        </CallBoundary>
      </QueryClientProvider>
    </MessengerContext>
  );
}

/** Answers what members would ask the server, and asks nothing. */
function queriesOfNobody(): QueryClient {
  const client = new QueryClient({ defaultOptions: { queries: { enabled: false, retry: false } } });
  client.setQueryData([...SIMPLE_KEY, "mine"], { enabled: false, people: [] });
  return client;
}
