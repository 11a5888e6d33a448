import { IconDownload, IconPlayerPauseFilled, IconPlayerPlayFilled } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { sizeText } from "@/lib/sizes";
import { clockDuration } from "../chatTimes";
import { Sent } from "./DocumentRow";
import classes from "./FileRow.module.css";
import { shortName } from "./fileWords";
import frame from "./MessageFiles.module.css";
import { SeekBar } from "./SeekBar";
import type { ShownFile } from "./shownFile";
import { UploadRing } from "./UploadRing";
import { useTrack } from "./useTrack";

export interface AudioRowProps {
  file: ShownFile;
}

/** Music and other sound, played in its place. */
export function AudioRow({ file }: AudioRowProps) {
  const { t, i18n } = useTranslation("media");
  const control = useTrack(file, { voice: false, next: () => null });
  const { source } = file;
  if (source.kind === "local" && !source.failed && !source.uploaded) {
    return (
      <div className={frame["row"]}>
        <UploadRing file={file} source={source} />
        <span className={classes["words"]}>
          <span className={classes["name"]}>{shortName(file.name)}</span>
          <span className={classes["note"]}>
            <Sent file={file} source={source} />
          </span>
        </span>
      </div>
    );
  }
  const isActive = control.phase !== "resting" && control.phase !== "failed";
  const times = [control.positionMs, control.durationMs].map(clockDuration).join(" / ");
  return (
    <div className={frame["row"]}>
      <PlayButton control={control} name={file.name} />
      <span className={classes["words"]}>
        <span className={classes["name"]}>{shortName(file.name)}</span>
        {isActive ? (
          <SeekBar
            label={t("position")}
            valueText={times}
            part={control.durationMs > 0 ? control.positionMs / control.durationMs : 0}
            step={0.05}
            onSeek={control.seek}
          />
        ) : null}
        <span className={classes["note"]} data-trouble={control.phase === "failed" || undefined}>
          {control.phase === "failed" ? (
            <span className={classes["trouble"]} role="alert">
              {t("cannotPlay")}
            </span>
          ) : isActive ? (
            times
          ) : (
            sizeText(file.size, i18n.language)
          )}
        </span>
      </span>
      {source.kind === "stored" && (
        <a
          className={classes["save"]}
          href={source.url}
          download={file.name}
          aria-label={t("download", { name: file.name, size: sizeText(file.size, i18n.language) })}
        >
          <IconDownload size={20} aria-hidden />
        </a>
      )}
    </div>
  );
}

export interface PlayButtonProps {
  control: Pick<ReturnType<typeof useTrack>, "phase" | "toggle" | "track">;
  /** Of the sound, for the label. */
  name: string;
}

export function PlayButton({ control, name }: PlayButtonProps) {
  const { t } = useTranslation("media");
  const isPlaying = control.phase === "playing" || control.phase === "loading";
  return (
    <button
      type="button"
      className={classes["play"]}
      aria-label={isPlaying ? t("pause", { name }) : t("play", { name })}
      disabled={control.track === null}
      onPointerDown={(event) => event.stopPropagation()}
      onClick={control.toggle}
    >
      {isPlaying ? <IconPlayerPauseFilled size={22} /> : <IconPlayerPlayFilled size={22} />}
    </button>
  );
}
