import { IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";

import { useMessenger } from "@/hooks/messengerContext";
import type { LocalSource, ShownFile } from "./shownFile";
import classes from "./UploadRing.module.css";

export interface UploadRingProps {
  file: ShownFile;
  source: LocalSource;
}

/** How much of a file is on the server; pressing it takes the message back. */
export function UploadRing({ file, source }: UploadRingProps) {
  const { t } = useTranslation("media");
  const messenger = useMessenger();
  const part = useUploadedPart(file, source);
  const percent = Math.round(part * 100);
  if (source.failed) return null;
  return (
    <button
      type="button"
      className={classes["root"]}
      aria-label={t("cancelUpload", { percent })}
      onPointerDown={(event) => event.stopPropagation()}
      onClick={() => void messenger.messages.discard(source.clientId)}
    >
      <svg viewBox="0 0 44 44" className={classes["ring"]} aria-hidden>
        <circle
          cx={22}
          cy={22}
          r={RADIUS}
          className={classes["arc"]}
          strokeDasharray={AROUND}
          strokeDashoffset={AROUND * (1 - Math.max(part, 0.04))}
        />
      </svg>
      <IconX size={20} aria-hidden />
    </button>
  );
}

/** From 0 to 1. */
export function useUploadedPart(file: ShownFile, source: LocalSource): number {
  const sent = useStore(
    useMessenger().uploads.progress,
    (progress) => progress[source.localId] ?? 0,
  );
  if (source.uploaded) return 1;
  return file.size === 0 ? 0 : Math.min(1, sent / file.size);
}

const RADIUS = 19;
const AROUND = 2 * Math.PI * RADIUS;
