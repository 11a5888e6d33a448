import { useMemo, type KeyboardEvent, type PointerEvent } from "react";

import classes from "./SeekBar.module.css";

export interface SeekBarProps {
  label: string;
  /** What a screen reader says for the position. */
  valueText: string;
  /** From 0 to 1. */
  part: number;
  /** Loudness from 0 to 31; without it a plain line. */
  waveform?: readonly number[] | null;
  /** How far an arrow key goes, from 0 to 1. */
  step: number;
  onSeek: (part: number) => void;
}

const BARS = 44;
const LOUDEST = 31;

/** The sound as a line, or as its waves, that can be pressed anywhere. */
export function SeekBar({ label, valueText, part, waveform, step, onSeek }: SeekBarProps) {
  const path = useMemo(() => (waveform == null ? null : barsPath(waveform)), [waveform]);
  const rest = { clipPath: `inset(0 ${100 - part * 100}% 0 0)` };

  function seekTo(event: PointerEvent<HTMLDivElement>): void {
    const box = event.currentTarget.getBoundingClientRect();
    onSeek(clamp((event.clientX - box.left) / box.width));
  }

  function onKey(event: KeyboardEvent): void {
    const to = {
      ArrowLeft: part - step,
      ArrowRight: part + step,
      Home: 0,
      End: 1 - step / 10,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onSeek(clamp(to));
  }

  return (
    <div
      className={classes["root"]}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(part * 100)}
      aria-valuetext={valueText}
      data-waves={path === null ? undefined : true}
      onPointerDown={(event) => {
        // Not the message's long press.
        event.stopPropagation();
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        seekTo(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) seekTo(event);
      }}
      onKeyDown={onKey}
    >
      {path === null ? (
        <>
          <span className={classes["line"]} />
          <span className={classes["played"]} style={{ width: `${part * 100}%` }} />
        </>
      ) : (
        <>
          <Bars path={path} />
          <span className={classes["front"]} style={rest}>
            <Bars path={path} />
          </span>
        </>
      )}
    </div>
  );
}

function Bars({ path }: { path: string }) {
  return (
    <svg
      className={classes["bars"]}
      viewBox={`0 0 ${BARS * 3} 32`}
      preserveAspectRatio="none"
      aria-hidden
    >
      <path d={path} />
    </svg>
  );
}

/** As many bars as there is room for, each as loud as the loudest of its stretch. */
export function barsOf(waveform: readonly number[], count = BARS): number[] {
  return Array.from({ length: count }, (_, bar) => {
    const from = Math.floor((bar * waveform.length) / count);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * waveform.length) / count));
    return Math.max(0, ...waveform.slice(from, to));
  });
}

function barsPath(waveform: readonly number[]): string {
  return barsOf(waveform)
    .map((loudness, bar) => {
      const height = 3 + (Math.min(LOUDEST, loudness) / LOUDEST) * 27;
      return `M${bar * 3 + 0.5} ${(32 - height) / 2}h2v${height}h-2z`;
    })
    .join("");
}

function clamp(part: number): number {
  return Math.min(1, Math.max(0, part));
}
