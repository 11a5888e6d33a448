import { lazy, Suspense } from "react";

import type { Chat } from "@/api/types";
import type { MessageEntry, PendingEntry } from "@/realtime/timelineView";
import { albumHeight, albumRows, aspectOf } from "./albumLayout";
import classes from "./MessageFiles.module.css";
import { filesOf, filesOfPending, sortFiles, type ShownFile } from "./shownFile";

export interface MessageFilesProps {
  chat: Chat;
  entry: MessageEntry | PendingEntry;
}

const Attachments = lazy(() => import("./Attachments"));

/** So that the first message with a file need not wait for more than its file. */
export function fetchAttachmentsAhead(): void {
  import("./Attachments").catch(() => undefined);
}

/** What a message carries besides words; takes its final room at once. */
export function MessageFiles({ chat, entry }: MessageFilesProps) {
  const files = filesOfEntry(entry);
  if (files.length === 0) return null;
  return (
    <Suspense fallback={<Room files={files} />}>
      <Attachments chat={chat} entry={entry} files={files} />
    </Suspense>
  );
}

export function filesOfEntry(entry: MessageEntry | PendingEntry): ShownFile[] {
  return entry.kind === "message" ? filesOf(entry.message) : filesOfPending(entry.pending);
}

/** How a bubble holds its files: pictures go to its edges, and alone they carry the time. */
export function bubbleMedia(entry: MessageEntry | PendingEntry): "bare" | "captioned" | null {
  const files = filesOfEntry(entry);
  if (sortFiles(files).visual.length === 0) return null;
  const hasMore = sortFiles(files).visual.length < files.length;
  const text = entry.kind === "message" ? entry.message.text : entry.pending.text;
  return hasMore || (text != null && text !== "") ? "captioned" : "bare";
}

function Room({ files }: { files: readonly ShownFile[] }) {
  const { visual, audio, documents } = sortFiles(files);
  return (
    <>
      {visual.length > 0 && <div className={classes["album"]} style={albumStyle(visual)} />}
      {[...audio, ...documents].map((file) => (
        <div key={file.key} className={classes["row"]} />
      ))}
    </>
  );
}

/** Rem. */
const ALBUM_WIDTH = 22;
const TALLEST = 24;
const NARROWEST = 9;
const PIXELS_PER_REM = 16;

/** The outer size of the pictures of one message. */
export function albumStyle(visual: readonly ShownFile[]): React.CSSProperties {
  const [only] = visual;
  if (visual.length === 1 && only !== undefined) {
    const aspect = aspectOf(only);
    const natural = (only.width ?? Infinity) / PIXELS_PER_REM;
    const width = Math.max(NARROWEST, Math.min(ALBUM_WIDTH, TALLEST * aspect, natural));
    return { width: `${width}rem`, aspectRatio: String(aspect) };
  }
  const height = albumHeight(albumRows(visual.map(aspectOf)));
  return { width: `${ALBUM_WIDTH}rem`, aspectRatio: String(1 / height) };
}
