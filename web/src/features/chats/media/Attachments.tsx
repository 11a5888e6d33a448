import type { Chat } from "@/api/types";
import type { MessageEntry, PendingEntry } from "@/realtime/timelineView";
import { Album } from "./Album";
import { AudioRow } from "./AudioRow";
import { DocumentRow } from "./DocumentRow";
import { sortFiles, type ShownFile } from "./shownFile";
import { VoiceRow } from "./VoiceRow";

export interface AttachmentsProps {
  chat: Chat;
  entry: MessageEntry | PendingEntry;
  /** Of the entry; at least one. */
  files: readonly ShownFile[];
}

/** The files of one message, each in the way of its kind. */
export default function Attachments({ chat, entry, files }: AttachmentsProps) {
  const { visual, audio, documents } = sortFiles(files);
  const isVoice =
    entry.kind === "message" ? entry.message.kind === "voice" : entry.pending.kind === "voice";
  return (
    <>
      {visual.length > 0 && <Album chat={chat} files={visual} />}
      {audio.map((file) =>
        isVoice ? (
          <VoiceRow
            key={file.key}
            chatId={chat.id}
            seq={entry.kind === "message" ? entry.message.seq : null}
            file={file}
          />
        ) : (
          <AudioRow key={file.key} file={file} />
        ),
      )}
      {documents.map((file) => (
        <DocumentRow key={file.key} file={file} />
      ))}
    </>
  );
}
