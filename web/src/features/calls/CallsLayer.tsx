import { useEffect, useState } from "react";
import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { toFailure } from "@/api/failure";
import { useMessenger } from "@/hooks/messengerContext";
import { simpleModeQuery } from "@/hooks/simpleMode";
import { addLateTexts } from "@/i18n/late";
import { createLocks } from "@/lib/locks";
import { browserTimers } from "@/lib/timers";
import type { Messenger } from "@/realtime/messenger";
import { myId, peerOf } from "@/realtime/selectors";
import { fetchActiveCalls, fetchCall } from "./api/calls";
import { historyKey } from "./api/history";
import { keepQuality } from "./api/quality";
import { exposeDiagnostics } from "./diagnostics";
import { connectionsOf, iceServersOrNone } from "./lines";
import { answerWish } from "./live/answerWish";
import { createAutoAnswer, type AutoAnswer } from "./live/autoAnswer";
import { playCallSounds } from "./live/callSounds";
import { createCapture } from "./live/capture";
import { createLiveCalls, type LiveCalls } from "./live/liveCalls";
import { createRingtone } from "./live/ringtone";
import { browserDisplay, createScreenShare } from "./live/screenShare";
import { AutoAnswerContext } from "./screens/autoAnswerContext";
import { CallBoundary } from "./screens/CallBoundary";
import { CallOverlay } from "./screens/CallOverlay";
import { GroupRing } from "./screens/GroupRing";
import { useLiveCallsView } from "./screens/callsContext";
import { usePerson } from "./screens/person";
import { useRingingTitle } from "./screens/ringingTitle";

addLateTexts();

/** What the provider fetches: the calls of this page, and what shows them over the screens. */
export function CallsLayer({ calls }: { calls: LiveCalls }) {
  const messenger = useMessenger();
  const queries = useQueryClient();
  const [auto] = useState(() => autoAnswerOf(calls, messenger, queries));
  useEffect(() => calls.run(), [calls]);
  useEffect(() => exposeDiagnostics(calls), [calls]);
  useEffect(() => auto.run(), [auto]);
  useEffect(() => runSounds(calls, auto), [calls, auto]);
  useEffect(() => answerWish.follow(calls), [calls]);
  return (
    <CallBoundary onBroken={calls.abandon}>
      <AutoAnswerContext value={auto}>
        <CallOverlay />
        <GroupRing />
      </AutoAnswerContext>
      <RingingTitle />
    </CallBoundary>
  );
}

/** Tells who calls in the tab's title, for those who look at another tab. */
function RingingTitle() {
  const { call, waiting } = useLiveCallsView();
  if (waiting !== null) return <Blink userId={waiting.call.initiatorId} />;
  return call?.phase.name === "incoming" ? <Blink userId={call.peerId} /> : null;
}

function Blink({ userId }: { userId: string }) {
  const { t } = useTranslation("calls");
  const { name } = usePerson(userId);
  useRingingTitle(t("screen.ringingTitle", { name }));
  return null;
}

function autoAnswerOf(calls: LiveCalls, messenger: Messenger, queries: QueryClient): AutoAnswer {
  return createAutoAnswer({
    calls,
    timers: browserTimers,
    locks: createLocks(),
    wouldAsk: (video) => createCapture().wouldAsk(video),
    async lookUp(userId) {
      const me = myId(messenger.store.getState());
      if (me === null) return "never";
      // What holds is asked for at each call: it may have been taken back a moment ago.
      const mode = await queries.fetchQuery({ ...simpleModeQuery(me), staleTime: 0 });
      return mode.people.find(({ user }) => user.id === userId)?.answer ?? "never";
    },
  });
}

/** The calls of this page. */
export function liveCallsOf(messenger: Messenger, queries: QueryClient): LiveCalls {
  const { store } = messenger;
  const showHistory = () => void queries.invalidateQueries({ queryKey: historyKey });
  return createLiveCalls({
    socket: messenger.socket,
    timers: browserTimers,
    capture: createCapture(),
    serverNow: () => messenger.serverNow(),
    steadyNow: () => performance.now(),
    createConnection: connectionsOf(store),
    createScreen: () => createScreenShare(browserDisplay()),
    fetchIceServers: iceServersOrNone,
    fetchCall,
    keepQuality(callId, quality) {
      // Without it the history only tells less.
      keepQuality(callId, quality).then(showHistory, toFailure);
    },
    fetchActiveCalls,
    myId: () => myId(store.getState()),
    peerOfChat(chatId) {
      const state = store.getState();
      const chat = state.chatsById[chatId];
      const me = myId(state);
      return chat === undefined || me === null ? null : (peerOf(chat, me)?.id ?? null);
    },
    chatWith(userId) {
      const state = store.getState();
      const me = myId(state) ?? "";
      const chats = Object.values(state.chatsById);
      return chats.find((chat) => peerOf(chat, me)?.id === userId)?.id ?? null;
    },
    onHistoryChanged: showHistory,
  });
}

function runSounds(calls: LiveCalls, auto: AutoAnswer): () => void {
  const ringtone = createRingtone();
  const stopSounds = playCallSounds(calls, ringtone, createLocks(), auto);
  const unlock = (): void => ringtone.unlock();
  const touches = ["pointerdown", "keydown"] as const;
  for (const type of touches) window.addEventListener(type, unlock, { once: true });
  return () => {
    for (const type of touches) window.removeEventListener(type, unlock);
    stopSounds();
    ringtone.dispose();
  };
}
