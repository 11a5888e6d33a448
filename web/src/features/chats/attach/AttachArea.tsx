import { lazy, Suspense, useMemo, useRef, useState, type DragEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { notifications } from "@mantine/notifications";

import type { Chat } from "@/api/types";
import classes from "./AttachArea.module.css";
import { AttachContext, type Attach, type ChosenAs } from "./attachContext";
import { useShared } from "./useShared";

export interface AttachAreaProps {
  chat: Chat;
  className?: string;
  /** Something else stands over it. */
  covered?: boolean;
  children: ReactNode;
}

const AttachSheet = lazy(() => import("./AttachSheet"));

/** A chat into which files can be dropped and pasted; what is chosen shows in a sheet first. */
export function AttachArea({ chat, className, covered = false, children }: AttachAreaProps) {
  const { t } = useTranslation("media");
  const [chosen, setChosen] = useState<{ files: readonly File[]; as: ChosenAs }[]>([]);
  /** Enters and leaves of the area's parts; files hover over it while there are more enters. */
  const depth = useRef(0);
  const [hovering, setHovering] = useState(false);

  const attach = useMemo<Attach>(
    () => ({
      choose(files, as) {
        if (files.length > 0) setChosen((before) => [...before, { files, as }]);
      },
    }),
    [],
  );

  useShared(chat.id, (files) => attach.choose(files, "media"));

  function hover(change: 1 | -1, event: DragEvent): void {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth.current = Math.max(0, depth.current + change);
    setHovering(depth.current > 0);
  }

  function drop(event: DragEvent, as: ChosenAs): void {
    if (!hasFiles(event)) return;
    event.preventDefault();
    event.stopPropagation();
    depth.current = 0;
    setHovering(false);
    const items = [...event.dataTransfer.items];
    const isFolder = (item: DataTransferItem): boolean =>
      item.webkitGetAsEntry?.()?.isDirectory === true;
    if (items.some(isFolder)) {
      notifications.show({ message: t("attach.folder"), color: "red" });
      return;
    }
    attach.choose([...event.dataTransfer.files], as);
  }

  return (
    <AttachContext value={attach}>
      <section
        className={className}
        data-covered={covered || undefined}
        onDragEnter={(event) => hover(1, event)}
        onDragLeave={(event) => hover(-1, event)}
        onDragOver={(event) => {
          if (hasFiles(event)) event.preventDefault();
        }}
        onDrop={(event) => drop(event, "media")}
        onPaste={(event) => {
          const files = [...event.clipboardData.files];
          // A copied piece of a page brings its text and a picture of it: the text is meant.
          if (files.length === 0 || event.clipboardData.types.includes("text/plain")) return;
          event.preventDefault();
          attach.choose(files, "media");
        }}
      >
        {children}
        {hovering && (
          <div className={classes["over"]}>
            <strong className={classes["title"]}>{t("attach.dropTitle")}</strong>
            <div className={classes["zone"]} onDrop={(event) => drop(event, "media")}>
              {t("attach.dropMedia")}
            </div>
            <div className={classes["zone"]} onDrop={(event) => drop(event, "files")}>
              {t("attach.dropFiles")}
            </div>
          </div>
        )}
      </section>
      {chosen.length > 0 && (
        <Suspense>
          <AttachSheet
            chat={chat}
            chosen={chosen}
            onChoose={attach.choose}
            onClose={() => setChosen([])}
          />
        </Suspense>
      )}
    </AttachContext>
  );
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer.types.includes("Files");
}
