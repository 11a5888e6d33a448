import { Button, Loader } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { Virtualizer, type VirtualizerHandle } from "virtua";

import type { Chat } from "@/api/types";
import { useMessenger } from "@/hooks/messengerContext";
import type { TimelineView } from "@/hooks/timeline";
import type { TimelineEntry } from "@/realtime/timelineView";
import { useMessageMode } from "../actions/messageActions";
import { useChatTitle } from "../chatWords";
import { useServerNow } from "../useServerNow";
import { CallCardRow } from "./CallCardRow";
import { DayName } from "./DayName";
import { MessageMenu, type MenuRequest } from "./MessageMenu";
import { MessageRow } from "./MessageRow";
import { isContent } from "./placement";
import classes from "./TimelineList.module.css";
import { SystemRow } from "./SystemRow";
import { useTimelineScroll, type LandingRequest } from "./useTimelineScroll";

export interface TimelineListProps {
  chat: Chat;
  /** With at least one entry. */
  view: TimelineView;
  request: LandingRequest;
}

/** The messages themselves: virtual, still under what comes above, following what comes below. */
export function TimelineList({ chat, view, request }: TimelineListProps) {
  const { t } = useTranslation("chats");
  const { t: tCommon } = useTranslation();
  const messenger = useMessenger();
  const title = useChatTitle()(chat);
  const now = useServerNow();
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const scroll = useTimelineScroll(chat, view, request, list);
  const [menu, setMenu] = useState<MenuRequest | null>(null);
  /** The message that the arrow keys have reached; it stays mounted while it has the focus. */
  const [focusedKey, setFocusedKey] = useState<string | null>(null);
  const { entries, loading } = view;
  const { selected } = useMessageMode();
  const focusedIndex = entries.findIndex((entry) => entry.key === focusedKey);
  const lastKey = entries.findLast(isContent)?.key;

  function onKey(event: KeyboardEvent<HTMLDivElement>): void {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    scroll.onPersonScrolls();
    const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-entry-key]")];
    const at = rows.findIndex((row) => row === document.activeElement);
    const next = rows[at === -1 ? rows.length - 1 : at + step];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  }

  return (
    <>
      <div
        ref={scroller}
        className={classes["scroller"]}
        role="log"
        // New messages are read out by the announcer; here scrolling would read old ones too.
        aria-live="off"
        aria-label={t("timeline.label", { title })}
        data-landing={!scroll.landed || undefined}
        onKeyDown={onKey}
        onWheel={scroll.onPersonScrolls}
        onTouchMove={scroll.onPersonScrolls}
        onPointerDown={scroll.onPersonScrolls}
      >
        <span className={classes["spacer"]} />
        <Virtualizer
          ref={list}
          scrollRef={scroller}
          data={entries}
          shift={scroll.shift}
          bufferSize={LOOK_AHEAD}
          keepMounted={focusedIndex === -1 ? NOTHING : [focusedIndex]}
          onScroll={scroll.onScroll}
          onScrollEnd={scroll.onScrollEnd}
          onResize={scroll.onResize}
        >
          {(entry: TimelineEntry) => {
            switch (entry.kind) {
              case "day":
                return (
                  <div key={entry.key} className={classes["day"]} role="separator">
                    <DayName date={entry.date} now={now} />
                  </div>
                );
              case "unread":
                return (
                  <div key={entry.key} className={classes["unread"]} role="separator">
                    {t("timeline.unread")}
                  </div>
                );
              case "message":
              case "pending": {
                const isCall = entry.kind === "message" && entry.message.call != null;
                const isSystem = entry.kind === "message" && entry.message.kind === "system";
                const Row = isCall ? CallCardRow : isSystem ? SystemRow : MessageRow;
                return (
                  <Row
                    key={entry.key}
                    chat={chat}
                    entry={entry}
                    tabStop={entry.key === (focusedKey ?? lastKey)}
                    highlighted={entry.key === scroll.highlightedKey}
                    selected={
                      selected === null
                        ? null
                        : entry.kind === "message" &&
                          selected.some((one) => one.id === entry.message.id)
                    }
                    onFocus={setFocusedKey}
                    onMenu={setMenu}
                  />
                );
              }
            }
          }}
        </Virtualizer>
      </div>
      {scroll.day !== null && (
        <div
          className={classes["stuckDay"]}
          data-shown={scroll.scrolling || undefined}
          aria-hidden="true"
        >
          <span className={classes["dayPill"]}>
            <DayName date={scroll.day} now={now} />
          </span>
        </div>
      )}
      {loading.phase === "loading" && loading.what !== "newest" && (
        <div
          className={classes["note"]}
          data-edge={loading.what === "newer" ? "bottom" : "top"}
          role="status"
        >
          <Loader size="xs" aria-label={t("timeline.loadingOlder")} />
        </div>
      )}
      {loading.phase === "failed" && (
        <div
          className={classes["note"]}
          data-edge={loading.what === "newer" ? "bottom" : "top"}
          data-wide
          role="alert"
        >
          {t("timeline.loadFailed")}
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => void messenger.timeline.retry(chat.id)}
          >
            {tCommon("retry")}
          </Button>
        </div>
      )}
      {scroll.landed && !scroll.atBottom && (
        <button type="button" className={classes["toNewest"]} onClick={scroll.toNewest}>
          {chat.unreadCount > 0 && (
            <span className={classes["toNewestText"]}>
              {t("timeline.newMessages", { count: chat.unreadCount })}
            </span>
          )}
          <IconChevronDown
            size={24}
            aria-hidden={chat.unreadCount > 0}
            aria-label={t("timeline.toNewest")}
          />
        </button>
      )}
      <MessageMenu chat={chat} request={menu} onClose={() => setMenu(null)} />
    </>
  );
}

const NOTHING: number[] = [];
/** Enough to measure what a flick of the wheel brings before it is seen; pixels. */
const LOOK_AHEAD = 1_000;
