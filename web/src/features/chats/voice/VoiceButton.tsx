import { IconMicrophone } from "@tabler/icons-react";
import { lazy, Suspense, useEffect, useRef, useState, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router";
import { useStore } from "zustand";

import type { Chat } from "@/api/types";
import { useMessenger } from "@/hooks/messengerContext";
import { arrivalOf } from "@/lib/arrival";
import { IconButton } from "@/ui/IconButton";
import classes from "./VoiceButton.module.css";
import { createVoiceSession } from "./voiceSession";

export interface VoiceButtonProps {
  chat: Chat;
  /** Something is being recorded, listened to, or has gone wrong: the bar covers the composer's line. */
  onActive?: (active: boolean) => void;
}

const VoiceBar = lazy(() => import("./VoiceBar"));

/** A shorter press is a click: the recording then goes on by itself. */
const HOLD_MS = 350;
/** How far a finger slides to cancel (sideways) and to lock (upwards); pixels. */
const SLIDE = 90;
const REPEAT_TYPING_MS = 2_000;

/**
 * Records a voice message: held down with a finger (sideways cancels, upwards locks), or by a click.
 * Its bar covers the nearest positioned parent.
 */
export function VoiceButton({ chat, onActive }: VoiceButtonProps) {
  const { t } = useTranslation("media");
  const messenger = useMessenger();
  const location = useLocation();
  const navigate = useNavigate();
  const [session] = useState(() => createVoiceSession());
  const now = useStore(session.store, (state) => state.now);
  const press = useRef<{ x: number; y: number; at: number; locked: boolean } | null>(null);
  const [slide, setSlide] = useState({ x: 0, y: 0 });
  const isActive = now.phase !== "idle";
  const isRecording = now.phase === "recording";

  useEffect(() => onActive?.(isActive), [onActive, isActive]);

  // Asked for from elsewhere: after a call that nobody answered.
  const isAsked = arrivalOf(location.state).record === "voice";
  useEffect(() => {
    if (!isAsked) return;
    void session.begin(false);
    void navigate(location.pathname, { replace: true, state: null });
  }, [isAsked, session, navigate, location.pathname]);

  useEffect(() => () => session.cancel(), [session]);

  useEffect(() => {
    if (!isRecording) return;
    const tell = (): void => messenger.chats.setTyping(chat.id, true, "voice");
    tell();
    const timer = setInterval(tell, REPEAT_TYPING_MS);
    return () => {
      clearInterval(timer);
      messenger.chats.setTyping(chat.id, false);
    };
  }, [isRecording, messenger, chat.id]);

  async function send(): Promise<void> {
    const recording = await session.take();
    if (recording === null) return;
    messenger.timeline.returnToNewest(chat.id);
    await messenger.messages.sendFiles(chat.id, { text: "", kind: "voice", files: [recording] });
  }

  function release(): void {
    setSlide({ x: 0, y: 0 });
    press.current = null;
  }

  function onDown(event: PointerEvent<HTMLButtonElement>): void {
    if (event.pointerType === "mouse" || !event.isPrimary) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    press.current = { x: event.clientX, y: event.clientY, at: event.timeStamp, locked: false };
    void session.begin(true);
  }

  function onMove(event: PointerEvent<HTMLButtonElement>): void {
    const { current } = press;
    if (current === null || current.locked) return;
    const x = Math.min(0, event.clientX - current.x);
    const y = Math.min(0, event.clientY - current.y);
    if (x < -SLIDE) {
      session.cancel();
      release();
    } else if (y < -SLIDE) {
      current.locked = true;
      session.lock();
      release();
    } else {
      setSlide({ x, y });
    }
  }

  function onUp(event: PointerEvent<HTMLButtonElement>): void {
    const { current } = press;
    if (current === null) return;
    release();
    const isShort = event.timeStamp - current.at < HOLD_MS;
    const { phase } = session.store.getState().now;
    if (isShort || phase === "starting") session.lock();
    else void send();
  }

  return (
    <>
      <span
        className={classes["button"]}
        data-held={(isActive && slideable(now)) || undefined}
        style={{ transform: `translate(${slide.x / 3}px, ${slide.y / 3}px)` }}
      >
        <IconButton
          label={t("record.button")}
          icon={<IconMicrophone size={22} stroke={1.75} />}
          variant="filled"
          color="green"
          className={classes["press"] ?? ""}
          onPointerDown={onDown}
          onPointerMove={onMove}
          onPointerUp={onUp}
          onPointerCancel={() => {
            release();
            session.lock();
          }}
          onContextMenu={(event) => event.preventDefault()}
          onClick={(event) => {
            // Fingers have been served by their own events; `detail` 0 is a key or a screen reader.
            const { pointerType } = event.nativeEvent as globalThis.PointerEvent;
            if (event.detail === 0 || pointerType === "mouse") void session.begin(false);
          }}
        />
      </span>
      {isActive && (
        <Suspense>
          <VoiceBar session={session} slide={slide} onSend={() => void send()} />
        </Suspense>
      )}
    </>
  );
}

function slideable(now: { phase: string; held?: boolean }): boolean {
  return (now.phase === "starting" || now.phase === "recording") && now.held === true;
}
