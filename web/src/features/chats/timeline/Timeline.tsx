import { Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Chat } from "@/api/types";
import { useFailureText } from "@/hooks/failureText";
import { useMessenger } from "@/hooks/messengerContext";
import { useTimeline } from "@/hooks/timeline";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { Announcer } from "./Announcer";
import classes from "./Timeline.module.css";
import { TimelineList } from "./TimelineList";
import type { LandingRequest } from "./useTimelineScroll";

export interface TimelineProps {
  chat: Chat;
  /** Where to stand first, or now. */
  request: LandingRequest;
}

/** The messages of a chat, or what is to be said while there are none. */
export function Timeline({ chat, request }: TimelineProps) {
  const { t } = useTranslation("chats");
  const { t: tCommon } = useTranslation();
  const messenger = useMessenger();
  const failureText = useFailureText();
  const view = useTimeline(chat.id);

  if (view.entries.length > 0) {
    return (
      <div className={classes["root"]}>
        <TimelineList chat={chat} view={view} request={request} />
        <Announcer chat={chat} entries={view.entries} />
      </div>
    );
  }
  if (view.empty && view.loading.phase === "failed") {
    return (
      <div className={classes["root"]}>
        <ErrorState
          title={t("timeline.loadFailedTitle")}
          text={failureText(view.loading.failure)}
          actionLabel={tCommon("retry")}
          onAction={() => void messenger.timeline.retry(chat.id)}
        />
      </div>
    );
  }
  if (view.empty) {
    return (
      <div
        className={classes["root"]}
        role="status"
        aria-busy="true"
        aria-label={tCommon("loading")}
      >
        <div className={classes["skeletons"]}>
          {SKELETONS.map(({ width, own }) => (
            <Skeleton
              key={width}
              className={classes["skeleton"] ?? ""}
              height={44}
              width={`${width}%`}
              radius="lg"
              data-own={own || undefined}
            />
          ))}
        </div>
      </div>
    );
  }
  const empty = EMPTY[chat.kind];
  return (
    <div className={classes["root"]}>
      <EmptyState
        illustration={chat.kind === "family" ? "people" : "chats"}
        title={t(`timeline.${empty}Title`)}
        text={t(`timeline.${empty}Text`)}
      />
    </div>
  );
}

/** What is said of a chat in which nothing was said, by its kind. */
const EMPTY = {
  direct: "emptyDirect",
  family: "emptyFamily",
  group: "emptyGroup",
  saved: "emptySaved",
} as const;

const SKELETONS = [
  { width: 46, own: false },
  { width: 62, own: false },
  { width: 38, own: true },
  { width: 54, own: false },
  { width: 50, own: true },
];
