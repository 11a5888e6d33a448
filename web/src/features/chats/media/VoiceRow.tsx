import { IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { ChatId } from "@/api/types";
import { useMessenger } from "@/hooks/messengerContext";
import type { Messenger } from "@/realtime/messenger";
import { clockDuration } from "../chatTimes";
import { PlayButton } from "./AudioRow";
import classes from "./FileRow.module.css";
import frame from "./MessageFiles.module.css";
import type { Track } from "./player";
import { SeekBar } from "./SeekBar";
import { filesOf, type ShownFile } from "./shownFile";
import { UploadRing } from "./UploadRing";
import { trackKey, useTrack } from "./useTrack";

export interface VoiceRowProps {
  chatId: ChatId;
  /** The message's place; `null` while it is on its way. */
  seq: number | null;
  file: ShownFile;
}

/** A recorded voice: its waves, at three speeds, followed by the next one. */
export function VoiceRow({ chatId, seq, file }: VoiceRowProps) {
  const { t, i18n } = useTranslation("media");
  const messenger = useMessenger();
  const next = (): Track | null => (seq === null ? null : nextVoice(messenger, chatId, seq));
  const control = useTrack(file, { voice: true, next });
  const { source } = file;
  const isActive = control.phase !== "resting" && control.phase !== "failed";
  const shownMs = isActive ? control.positionMs : control.durationMs;
  const isUploading = source.kind === "local" && !source.failed && !source.uploaded;
  const rate = new Intl.NumberFormat(i18n.language).format(control.rate);
  return (
    <div className={frame["row"]}>
      {isUploading ? (
        <UploadRing file={file} source={source} />
      ) : (
        <PlayButton control={control} name={t("voice")} />
      )}
      <span className={classes["words"]}>
        <SeekBar
          label={t("position")}
          valueText={[control.positionMs, control.durationMs].map(clockDuration).join(" / ")}
          part={control.durationMs > 0 ? Math.min(1, control.positionMs / control.durationMs) : 0}
          waveform={file.waveform ?? SILENCE}
          step={0.05}
          onSeek={control.seek}
        />
        <span className={classes["note"]}>
          {control.phase === "failed" ? (
            <span className={classes["trouble"]} role="alert">
              {t("cannotPlay")}
            </span>
          ) : (
            clockDuration(shownMs)
          )}
          {control.phase === "failed" && source.kind === "stored" && (
            <a href={source.url} download={file.name} aria-label={t("save")}>
              <IconDownload size={18} aria-hidden />
            </a>
          )}
          {isActive && (
            <button
              type="button"
              className={classes["rate"]}
              aria-label={t("rate", { rate })}
              onPointerDown={(event) => event.stopPropagation()}
              onClick={control.nextRate}
            >
              {`${rate}×`}
            </button>
          )}
        </span>
      </span>
    </div>
  );
}

const SILENCE: readonly number[] = [0];

/** The voice message that follows a place, among those that are loaded. */
function nextVoice(messenger: Messenger, chatId: ChatId, seq: number): Track | null {
  const timeline = messenger.store.getState().timelinesByChat[chatId];
  const messages = (timeline?.away ?? timeline?.live)?.messages ?? [];
  const next = messages.find(
    (message) => message.seq > seq && message.kind === "voice" && message.deletedAt == null,
  );
  const [file] = next === undefined ? [] : filesOf(next);
  if (next === undefined || file?.source.kind !== "stored") return null;
  return {
    key: trackKey(file),
    url: file.source.url,
    durationMs: file.durationMs,
    voice: true,
    next: () => nextVoice(messenger, chatId, next.seq),
  };
}
