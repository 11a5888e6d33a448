import { IconPhotoOff, IconPlayerPlayFilled } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Chat, FileId } from "@/api/types";
import { useConnection } from "@/hooks/session";
import { clockDuration } from "../chatTimes";
import classes from "./Album.module.css";
import { albumRows, aspectOf } from "./albumLayout";
import { useLocalCopy } from "./localCopies";
import frame from "./MessageFiles.module.css";
import { albumStyle } from "./MessageFiles";
import { placeholderUrl } from "./placeholder";
import { fileKind, type ShownFile } from "./shownFile";
import { UploadRing } from "./UploadRing";
import { useViewer } from "./viewer";

/** Shares of less than one in all would leave room over. */
const WHOLE = 100;

export interface AlbumProps {
  chat: Chat;
  /** Photos and videos, at least one. */
  files: readonly ShownFile[];
}

/** Pictures of one message, filling one shape together. */
export function Album({ chat, files }: AlbumProps) {
  const viewer = useViewer();
  const rows = albumRows(files.map(aspectOf));
  return (
    <div className={frame["album"]} style={albumStyle(files)}>
      {rows.map((row) => (
        <div
          key={row.indexes[0]}
          className={classes["row"]}
          style={{ flexGrow: WHOLE / row.aspect }}
        >
          {row.indexes.map((index) => {
            const file = files[index];
            return (
              file !== undefined && (
                <div
                  key={file.key}
                  className={classes["cell"]}
                  style={{ flexGrow: WHOLE * aspectOf(file) }}
                >
                  <Tile
                    file={file}
                    place={index + 1}
                    count={files.length}
                    onOpen={(fileId) => viewer.openInChat(chat.id, fileId)}
                  />
                </div>
              )
            );
          })}
        </div>
      ))}
    </div>
  );
}

export interface TileProps {
  file: ShownFile;
  /** Which of how many, from 1. */
  place: number;
  count: number;
  onOpen: (fileId: FileId) => void;
}

/** One picture, filling its positioned parent. */
export function Tile({ file, place, count, onOpen }: TileProps) {
  const { t } = useTranslation("media");
  const copy = useLocalCopy(file);
  const connection = useConnection().phase;
  const [loaded, setLoaded] = useState(false);
  /** The connection during which the picture did not come; another one tries again. */
  const [failedIn, setFailedIn] = useState<string | null>(null);
  const isVideo = fileKind(file) === "video";
  const isFailed = failedIn === connection;
  const src = isVideo ? (copy?.posterUrl ?? thumbnailOf(file)) : (copy?.url ?? pictureOf(file));
  const placeholder = useMemo(() => placeholderUrl(file.placeholder), [file.placeholder]);
  const name = isVideo ? t("video") : t("photo");
  const label = count === 1 ? name : t("placeInAlbum", { name, place, count });
  const { source } = file;

  return (
    <>
      <button
        type="button"
        className={classes["tile"]}
        aria-label={label}
        disabled={source.kind === "local"}
        style={placeholder === null ? undefined : { backgroundImage: `url(${placeholder})` }}
        data-file={file.key}
        onClick={() => {
          if (source.kind === "stored") onOpen(source.fileId);
        }}
      >
        {src !== null && !isFailed && (
          <img
            src={src}
            alt=""
            className={classes["picture"]}
            decoding="async"
            draggable={false}
            data-loaded={loaded || undefined}
            onLoad={() => setLoaded(true)}
            onError={() => setFailedIn(connection)}
          />
        )}
        {isFailed && !isVideo && (
          <IconPhotoOff className={classes["broken"]} size={32} aria-hidden />
        )}
        {isVideo && source.kind === "stored" && (
          <span className={classes["play"]}>
            <IconPlayerPlayFilled size={24} aria-hidden />
          </span>
        )}
        {isVideo && file.durationMs !== null && (
          <span className={classes["duration"]}>{clockDuration(file.durationMs)}</span>
        )}
      </button>
      {source.kind === "local" && (
        <span className={classes["ring"]}>
          <UploadRing file={file} source={source} />
        </span>
      )}
    </>
  );
}

function thumbnailOf({ source }: ShownFile): string | null {
  return source.kind === "stored" ? source.thumbnailUrl : null;
}

/** Moving pictures move in the bubble too, unless they are heavy. */
function pictureOf(file: ShownFile): string | null {
  if (file.source.kind !== "stored") return null;
  const moves = file.mime === "image/gif" && file.size <= 8 * 1024 * 1024;
  return moves ? file.source.url : (file.source.thumbnailUrl ?? file.source.url);
}
