import { useEffect, useRef, useState } from "react";
import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { logger } from "@/lib/logger";
import classes from "./RemoteSound.module.css";

export interface RemoteSoundProps {
  stream: MediaStream | null;
  /** The chosen speaker's `deviceId`; `null`: the usual one. */
  speaker: string | null;
  /** On hold nothing is heard. `false` by default. */
  silent?: boolean;
}

/** The other side's voice. Lives beside the screens, so that minimising a call does not silence it. */
export function RemoteSound({ stream, speaker, silent = false }: RemoteSoundProps) {
  const { t } = useTranslation("calls");
  const ref = useRef<HTMLAudioElement>(null);
  const [isBlocked, setBlocked] = useState(false);

  function play(): void {
    ref.current?.play().then(
      () => setBlocked(false),
      (caught: unknown) => {
        // Only this refusal is final; the others mean that another stream came in between.
        if (caught instanceof Error && caught.name === "NotAllowedError") setBlocked(true);
      },
    );
  }

  useEffect(() => {
    const audio = ref.current;
    if (audio === null) return;
    audio.srcObject = stream;
    if (stream !== null) play();
  }, [stream]);

  useEffect(() => {
    const audio = ref.current;
    if (audio === null || !("setSinkId" in audio)) return;
    audio.setSinkId(speaker ?? "").catch(() => {
      // Unplugged since it was chosen: the usual one goes on.
      logger.warn("speaker not available");
    });
  }, [speaker]);

  return (
    <>
      <audio ref={ref} autoPlay muted={silent} />
      {isBlocked && (
        <div className={classes["button"]}>
          <Button onClick={play}>{t("controls.enableSound")}</Button>
        </div>
      )}
    </>
  );
}
