import { Skeleton, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { lazy, Suspense, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import type { Chat, ChatId } from "@/api/types";
import { useFailureText } from "@/hooks/failureText";
import { useMe } from "@/hooks/session";
import { paths } from "@/lib/paths";
import { peerOf } from "@/realtime/selectors";
import { ErrorState } from "@/ui/ErrorState";
import { MessageActionsProvider } from "../actions/MessageActionsProvider";
import { useMessageMode } from "../actions/messageActions";
import { PinnedBar } from "../actions/PinnedBar";
import { SelectionBar } from "../actions/SelectionBar";
import { AttachArea } from "../attach/AttachArea";
import { Composer } from "../composer/Composer";
import { InfoPane } from "../info/InfoPane";
import { MediaViewer } from "../media/MediaViewer";
import { useShortcut } from "../shortcuts/useShortcut";
import { Timeline } from "../timeline/Timeline";
import { ConversationHeader } from "./ConversationHeader";
import classes from "./Conversation.module.css";
import { OngoingCall } from "./OngoingCall";
import { useChatOrLoad } from "./useChatOrLoad";
import { useInfoOpened } from "./useInfoOpened";
import { useLanding } from "./useLanding";

export interface ConversationProps {
  chatId: ChatId;
}

/** A chat on screen, however it was come to. */
export function Conversation({ chatId }: ConversationProps) {
  const { t } = useTranslation("chats");
  const { t: tCommon } = useTranslation();
  const failureText = useFailureText();
  const navigate = useNavigate();
  const load = useChatOrLoad(chatId);
  switch (load.phase) {
    case "ready":
      return <OpenChat chat={load.chat} />;
    case "loading":
      return <ConversationSkeleton label={tCommon("loading")} />;
    case "missing":
      return (
        <div className={classes["trouble"]}>
          <ErrorState
            title={t("missing.title")}
            text={t("missing.text")}
            actionLabel={t("missing.toList")}
            onAction={() => void navigate(paths.chats, { replace: true })}
          />
        </div>
      );
    case "failed":
      return (
        <div className={classes["trouble"]}>
          <ErrorState
            title={t("missing.failedTitle")}
            text={failureText(load.failure)}
            actionLabel={tCommon("retry")}
            onAction={load.retry}
          />
        </div>
      );
  }
}

function OpenChat({ chat }: { chat: Chat }) {
  const { t } = useTranslation("chats");
  const peer = peerOf(chat, useMe().id);
  const navigate = useNavigate();
  const info = useInfoOpened();
  const { request, jumpToDate, jumpToSeq } = useLanding(chat);
  const [searching, search] = useDisclosure(false);

  useShortcut("find", search.open);

  function onEscape(): void {
    if (searching) search.close();
    else if (info.opened) info.close();
    else void navigate(paths.chats);
  }

  return (
    <MessageActionsProvider chat={chat} onJump={jumpToSeq} onEscape={onEscape}>
      <div className={classes["root"]}>
        <AttachArea chat={chat} className={classes["chat"] ?? ""} covered={info.opened}>
          <TopBar chat={chat}>
            {searching ? (
              <Suspense fallback={<div className={classes["searchRoom"]} />}>
                <ChatSearchBar chat={chat} onJump={jumpToSeq} onClose={search.close} />
              </Suspense>
            ) : (
              <ConversationHeader
                chat={chat}
                infoOpened={info.opened}
                onInfo={info.toggle}
                onJumpToDate={jumpToDate}
                onSearch={search.open}
              />
            )}
          </TopBar>
          <OngoingCall chat={chat} />
          <PinnedBar chat={chat} />
          <Timeline chat={chat} request={request} />
          {peer?.deleted === true ? (
            <Text className={classes["nobody"] ?? ""}>{t("deletedPeer")}</Text>
          ) : (
            <Composer chat={chat} />
          )}
        </AttachArea>
        {info.opened && <InfoPane chat={chat} onClose={info.close} />}
        <MediaViewer />
      </div>
    </MessageActionsProvider>
  );
}

/** What stands above the messages: while some are selected, what can be done with them. */
function TopBar({ chat, children }: { chat: Chat; children: ReactNode }) {
  const { selected } = useMessageMode();
  return selected === null ? children : <SelectionBar chat={chat} selected={selected} />;
}

const ChatSearchBar = lazy(() => import("../search/ChatSearchBar"));

function ConversationSkeleton({ label }: { label: string }) {
  return (
    <div className={classes["skeleton"]} role="status" aria-busy="true" aria-label={label}>
      <Skeleton height={44} width="50%" radius="xl" />
      <span className={classes["skeletonGap"]} />
      <Skeleton height={52} radius="xl" />
    </div>
  );
}
