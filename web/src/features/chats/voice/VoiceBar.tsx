import { Button } from "@mantine/core";
import {
  IconChevronLeft,
  IconLock,
  IconPlayerStopFilled,
  IconSend2,
  IconTrash,
  IconX,
} from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";

import { IconButton } from "@/ui/IconButton";
import { clockDuration } from "../chatTimes";
import { PlayButton } from "../media/AudioRow";
import { thePlayer } from "../media/player";
import { SeekBar } from "../media/SeekBar";
import classes from "./VoiceBar.module.css";
import type { VoicePhase, VoiceSession } from "./voiceSession";

export interface VoiceBarProps {
  session: VoiceSession;
  /** How far the finger has slid; pixels, negative. */
  slide: { x: number; y: number };
  onSend: () => void;
}

/** Over the composer while a voice is recorded, listened to, or cannot be had. */
export default function VoiceBar({ session, slide, onSend }: VoiceBarProps) {
  const now = useStore(session.store, (state) => state.now);
  useEffect(() => {
    // Nobody records what they are listening to.
    if (now.phase === "recording") thePlayer().pause();
  }, [now.phase]);

  switch (now.phase) {
    case "idle":
      return null;
    case "starting":
    case "recording":
      return now.held ? (
        <HeldBar session={session} slide={slide} starting={now.phase === "starting"} />
      ) : (
        <LockedBar session={session} starting={now.phase === "starting"} onSend={onSend} />
      );
    case "preview":
      return <PreviewBar preview={now} session={session} onSend={onSend} />;
    case "trouble":
      return <TroubleBar trouble={now.trouble} session={session} />;
  }
}

function HeldBar({
  session,
  slide,
  starting,
}: Pick<VoiceBarProps, "session" | "slide"> & { starting: boolean }) {
  const { t } = useTranslation("media");
  return (
    <div className={classes["bar"]}>
      <Elapsed session={session} starting={starting} />
      <span className={classes["hint"]} style={{ transform: `translateX(${slide.x}px)` }}>
        <IconChevronLeft size={18} aria-hidden />
        {t("record.slideToCancel")}
      </span>
      <span className={classes["lock"]} style={{ transform: `translateY(${slide.y / 2}px)` }}>
        <IconLock size={20} aria-label={t("record.slideToLock")} />
      </span>
    </div>
  );
}

function LockedBar({
  session,
  starting,
  onSend,
}: Pick<VoiceBarProps, "session" | "onSend"> & { starting: boolean }) {
  const { t } = useTranslation("media");
  const stop = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!starting) stop.current?.focus();
  }, [starting]);
  return (
    <div
      className={classes["bar"]}
      role="group"
      aria-label={t("record.recording")}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        session.cancel();
      }}
    >
      <IconButton
        label={t("record.cancel")}
        icon={<IconTrash size={22} stroke={1.75} />}
        color="red"
        onClick={session.cancel}
      />
      <Elapsed session={session} starting={starting} />
      {starting ? (
        <span className={classes["hint"]}>{t("record.starting")}</span>
      ) : (
        <Live session={session} />
      )}
      <IconButton
        ref={stop}
        label={t("record.stop")}
        icon={<IconPlayerStopFilled size={20} />}
        disabled={starting}
        onClick={() => void session.stop()}
      />
      <SendButton disabled={starting} onSend={onSend} />
    </div>
  );
}

function PreviewBar({
  preview,
  session,
  onSend,
}: Pick<VoiceBarProps, "session" | "onSend"> & {
  preview: Extract<VoicePhase, { phase: "preview" }>;
}) {
  const { t } = useTranslation("media");
  const player = thePlayer();
  const { recording, url } = preview;
  const playing = useStore(player.store, (state) => (state.key === url ? state : null));
  const track = { key: url, url, durationMs: recording.durationMs, voice: true, next: () => null };
  const total = recording.durationMs;
  const position = playing?.positionMs ?? 0;

  useEffect(
    () => () => {
      if (player.store.getState().key === url) player.pause();
    },
    [player, url],
  );

  return (
    <div className={classes["bar"]}>
      <IconButton
        label={t("record.cancel")}
        icon={<IconTrash size={22} stroke={1.75} />}
        color="red"
        onClick={session.cancel}
      />
      <PlayButton
        control={{ phase: playing?.phase ?? "resting", toggle: () => player.toggle(track), track }}
        name={t("voice")}
      />
      <span className={classes["wave"]}>
        <SeekBar
          label={t("position")}
          valueText={clockDuration(position)}
          part={total > 0 ? Math.min(1, position / total) : 0}
          waveform={recording.waveform}
          step={0.05}
          onSeek={(part) => player.seek(track, part)}
        />
      </span>
      <span className={classes["time"]}>{clockDuration(playing === null ? total : position)}</span>
      {preview.cutOff && (
        <span className={classes["note"]} role="status">
          {t("record.limit")}
        </span>
      )}
      <SendButton disabled={false} onSend={onSend} />
    </div>
  );
}

function TroubleBar({
  trouble,
  session,
}: Pick<VoiceBarProps, "session"> & {
  trouble: Extract<VoicePhase, { phase: "trouble" }>["trouble"];
}) {
  const { t } = useTranslation("media");
  const { t: tCommon } = useTranslation();
  return (
    <div className={classes["bar"]} data-trouble>
      <span className={classes["words"]} role="alert">
        {t(`record.${trouble}`)}
      </span>
      {trouble !== "tooShort" && trouble !== "insecure" && (
        <Button size="compact-sm" variant="light" onClick={() => void session.begin(false)}>
          {tCommon("retry")}
        </Button>
      )}
      <IconButton label={tCommon("close")} icon={<IconX size={20} />} onClick={session.dismiss} />
    </div>
  );
}

function SendButton({ disabled, onSend }: { disabled: boolean; onSend: () => void }) {
  const { t } = useTranslation("media");
  return (
    <IconButton
      label={t("record.send")}
      icon={<IconSend2 size={22} stroke={1.75} />}
      variant="filled"
      color="green"
      disabled={disabled}
      onClick={onSend}
    />
  );
}

function Elapsed({ session, starting }: { session: VoiceSession; starting: boolean }) {
  const { t } = useTranslation("media");
  const seconds = useStore(session.store, (state) => Math.floor(state.elapsedMs / 1000));
  return (
    <span className={classes["time"]}>
      <span
        className={classes["dot"]}
        data-on={!starting || undefined}
        role="img"
        aria-label={t("record.recording")}
      />
      {clockDuration(seconds * 1000)}
    </span>
  );
}

/** The last seconds of what the microphone hears. */
function Live({ session }: { session: VoiceSession }) {
  const levels = useStore(session.store, (state) => state.levels);
  return (
    <span className={classes["live"]} aria-hidden>
      {levels.map((level, index) => (
        <span key={index} style={{ blockSize: `${8 + Math.min(1, level * 4) * 92}%` }} />
      ))}
    </span>
  );
}
