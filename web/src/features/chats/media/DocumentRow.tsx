import { IconDownload, IconFile } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { sizeText } from "@/lib/sizes";
import { extensionOf, shortName } from "./fileWords";
import frame from "./MessageFiles.module.css";
import classes from "./FileRow.module.css";
import type { ShownFile } from "./shownFile";
import { UploadRing, useUploadedPart } from "./UploadRing";
import type { LocalSource } from "./shownFile";

export interface DocumentRowProps {
  file: ShownFile;
}

/** A file to be saved, with its name and size. */
export function DocumentRow({ file }: DocumentRowProps) {
  const { t, i18n } = useTranslation("media");
  const size = sizeText(file.size, i18n.language);
  const { source } = file;
  if (source.kind === "local") {
    return (
      <div className={frame["row"]}>
        {source.failed ? <Sheet name={file.name} /> : <UploadRing file={file} source={source} />}
        <span className={classes["words"]}>
          <span className={classes["name"]}>{shortName(file.name)}</span>
          <span className={classes["note"]}>
            <Sent file={file} source={source} />
          </span>
        </span>
      </div>
    );
  }
  return (
    <a
      className={`${frame["row"]} ${classes["link"]}`}
      href={source.url}
      download={file.name}
      aria-label={t("download", { name: file.name, size })}
      // A long press opens the message's menu, not the browser's.
      draggable={false}
    >
      <Sheet name={file.name} />
      <span className={classes["words"]}>
        <span className={classes["name"]}>{shortName(file.name)}</span>
        <span className={classes["note"]}>{size}</span>
      </span>
    </a>
  );
}

function Sheet({ name }: { name: string }) {
  const extension = extensionOf(name);
  return (
    <span className={classes["sheet"]} aria-hidden>
      {extension === "" ? <IconFile size={24} /> : extension}
      <span className={classes["get"]}>
        <IconDownload size={22} />
      </span>
    </span>
  );
}

/** "3 of 12 MB". */
export function Sent({ file, source }: { file: ShownFile; source: LocalSource }) {
  const { t, i18n } = useTranslation("media");
  const part = useUploadedPart(file, source);
  const size = sizeText(file.size, i18n.language);
  if (source.failed || part >= 1) return size;
  return t("sentOf", { sent: sizeText(part * file.size, i18n.language), size });
}
