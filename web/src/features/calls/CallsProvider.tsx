import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import {
  lazy,
  use,
  useCallback,
  useEffect,
  useEffectEvent,
  useMemo,
  useState,
  type ReactNode,
} from "react";
import { useTranslation } from "react-i18next";

import { CallLauncherContext, type CallLauncher } from "@/hooks/callLauncher";
import { useMessenger } from "@/hooks/messengerContext";
import { useConnection } from "@/hooks/session";
import { leftGroup } from "./group/leftGroup";
import type { GroupLayerProps } from "./group/GroupLayer";
import type { Gathered } from "./live/handover";
import type { LiveCalls } from "./live/liveCalls";
import { LiveCallsContext, useShownCall } from "./screens/callsContext";

const GuestLinks = lazy(async () => ({
  default: (await import("./group/GuestLinks")).GuestLinks,
}));

/** What is fetched late: the calls of this page and what shows them. */
interface Part {
  calls: LiveCalls;
  Layer: (props: { calls: LiveCalls }) => ReactNode;
}

export interface CallsProviderProps {
  /** What is needed first stands: now the calls are fetched. Who wants to call does not wait for it. */
  ready: boolean;
  children: ReactNode;
}

/** Mounted by `app` above all signed-in screens: provides the launcher, shows calls over them. */
export function CallsProvider({ ready, children }: CallsProviderProps) {
  const { t } = useTranslation("errors");
  const messenger = useMessenger();
  const queries = useQueryClient();
  const connection = useConnection().phase;
  const [part, setPart] = useState<Part | null>(null);
  const [late] = useState(() => {
    let calls: LiveCalls | null = null;
    return {
      calls: () => calls,
      async load(): Promise<LiveCalls> {
        const { CallsLayer, liveCallsOf } = await import("./CallsLayer");
        const live = (calls ??= liveCallsOf(messenger, queries));
        setPart((known) => known ?? { calls: live, Layer: CallsLayer });
        return live;
      },
    };
  });

  // What could not be fetched is tried again when the line is back.
  const fetchAhead = useEffectEvent(() => {
    if (part === null) late.load().catch(() => undefined);
  });
  useEffect(() => {
    if (ready) fetchAhead();
  }, [ready, connection]);

  const start = useCallback<CallLauncher["start"]>(
    (target, kind) => {
      const calls = late.calls();
      // At once where it can be: a call of the other side may be on its way.
      if (calls !== null) calls.start(target, kind);
      else {
        late.load().then(
          (loaded) => loaded.start(target, kind),
          () => notifications.show({ message: t("network"), color: "red" }),
        );
      }
    },
    [late, t],
  );
  return (
    <LiveCallsContext value={part?.calls ?? null}>
      <Launcher start={start} ready={ready}>
        {children}
      </Launcher>
      {part !== null && <part.Layer calls={part.calls} />}
    </LiveCallsContext>
  );
}

interface LauncherProps extends Pick<CallLauncher, "start"> {
  ready: boolean;
  children: ReactNode;
}

function Launcher({ start: startWithOne, ready, children }: LauncherProps) {
  const { t } = useTranslation("errors");
  const { store } = useMessenger();
  const call = useShownCall();
  const goesOn = call !== null && call.phase.name !== "ended";
  const { callId, chatId, kind } = call ?? NO_CALL;
  const [Echo, setEcho] = useState<EchoPart | null>(null);
  // A person who calls, or is called, is more urgent than a test.
  if (goesOn && Echo !== null) setEcho(null);
  const closeEcho = useCallback(() => setEcho(null), []);
  const callEcho = useCallback(() => {
    import("./echo/EchoLayer").then(
      ({ EchoLayer }) => setEcho(() => EchoLayer),
      () => notifications.show({ message: t("network"), color: "red" }),
    );
  }, [t]);
  const [group, setGroup] = useState<GroupPart | null>(null);
  // Nobody is in two calls: whoever answers somebody leaves the group's.
  if (goesOn && call.phase.name !== "incoming" && group !== null) setGroup(null);
  const closeGroup = useCallback(() => setGroup(null), []);
  const minimiseGroup = useCallback(
    (minimised: boolean) => setGroup((now) => now && { ...now, minimised }),
    [],
  );
  const gather = useCallback(
    (gathered: Gathered) => {
      import("./group/GroupLayer").then(
        // One at a time: whoever is in a call sees that one, unless they answer another.
        ({ GroupLayer }) =>
          setGroup((now) =>
            now === null || (gathered.callId !== null && gathered.chatId !== now.gathered.chatId)
              ? { gathered, minimised: false, Layer: GroupLayer }
              : { ...now, minimised: false },
          ),
        () => notifications.show({ message: t("network"), color: "red" }),
      );
    },
    [t],
  );
  const calls = use(LiveCallsContext);
  useEffect(() => calls?.onGather(gather), [calls, gather]);
  const isInGroup = group !== null;
  useEffect(() => calls?.setInGroup(isInGroup), [calls, isInGroup]);
  const start = useCallback<CallLauncher["start"]>(
    (target, wanted) => {
      const chat = "chatId" in target ? store.getState().chatsById[target.chatId] : undefined;
      const going = chat?.activeCall;
      // Whoever calls a group while somebody is in its audio room calls the others there.
      const goesOnThere = going?.mode === "sfu" && going.audioRoom !== true ? going.id : null;
      if (chat?.kind === "group" || chat?.kind === "family" || goesOnThere !== null) {
        const chatId = chat?.id ?? "";
        gather({ chatId, kind: wanted, callId: goesOnThere, handover: null });
      } else startWithOne(target, wanted);
    },
    [store, gather, startWithOne],
  );
  const dropIn = useCallback<CallLauncher["dropIn"]>(
    (room) =>
      gather({ chatId: room, kind: "audio", callId: null, audioRoom: true, handover: null }),
    [gather],
  );
  // After a reload this tab goes back into the call that it was in.
  const comeBack = useEffectEvent(() => {
    const left = leftGroup.take();
    if (left !== null) gather({ ...left, handover: null });
  });
  useEffect(() => {
    if (ready) comeBack();
  }, [ready]);
  const groupChat = group?.gathered.chatId ?? null;
  const groupKind = group?.gathered.kind ?? "audio";
  const launcher = useMemo<CallLauncher>(() => {
    const inGroup =
      groupChat === null ? null : { callId: null, chatId: groupChat, kind: groupKind };
    const current = goesOn ? { callId, chatId, kind } : inGroup;
    return { current, start, dropIn, GuestLinks, callEcho };
  }, [start, dropIn, callEcho, goesOn, callId, chatId, kind, groupChat, groupKind]);
  return (
    <CallLauncherContext value={launcher}>
      {children}
      {Echo !== null && <Echo onClose={closeEcho} />}
      {group !== null && (
        <group.Layer
          key={group.gathered.chatId}
          gathered={group.gathered}
          minimised={group.minimised}
          onMinimise={minimiseGroup}
          onClose={closeGroup}
        />
      )}
    </CallLauncherContext>
  );
}

/** A call with the echo contact; fetched when it is wanted. */
type EchoPart = (props: { onClose: () => void }) => ReactNode;

/** A call of a group; fetched when it is wanted. */
interface GroupPart {
  gathered: Gathered;
  minimised: boolean;
  Layer: (props: GroupLayerProps) => ReactNode;
}

const NO_CALL = { callId: null, chatId: null, kind: "audio" } as const;
