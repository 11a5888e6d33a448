import { IconDownload } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { Lightbox as Carousel, type Slide } from "yet-another-react-lightbox";
import Captions from "yet-another-react-lightbox/plugins/captions";
import Counter from "yet-another-react-lightbox/plugins/counter";
import Video from "yet-another-react-lightbox/plugins/video";
import Zoom from "yet-another-react-lightbox/plugins/zoom";
import "yet-another-react-lightbox/plugins/captions.css";
import "yet-another-react-lightbox/plugins/counter.css";
import "yet-another-react-lightbox/styles.css";

import { usePersonName } from "@/hooks/chats";
import { useMessenger } from "@/hooks/messengerContext";
import { dateOf, timeOf } from "@/lib/moments";
import { useReducedMotion } from "@mantine/hooks";
import classes from "./Lightbox.module.css";
import { thePlayer } from "./player";
import { fileKind } from "./shownFile";
import type { Viewed } from "./viewer";

export interface LightboxProps {
  list: readonly Viewed[];
  /** Which one is seen first. */
  index: number;
  onClose: () => void;
}

/** Photos and videos over the whole page: zoomed, swiped through, saved. */
export default function Lightbox({ list, index, onClose }: LightboxProps) {
  const { t, i18n } = useTranslation("media");
  const messenger = useMessenger();
  const users = useStore(messenger.store, (state) => state.usersById);
  const nameOf = usePersonName();
  const isStill = useReducedMotion();
  const [at, setAt] = useState(index);
  const shown = list[at];

  const slides = useMemo(
    () =>
      list.map((viewed): Slide => {
        const sent = Date.parse(viewed.createdAt);
        const day = dateOf(sent, messenger.serverNow(), i18n.language);
        const sender = users[viewed.senderId];
        const title = `${sender === undefined ? "" : nameOf(sender)} · ${day}, ${timeOf(sent, i18n.language)}`;
        return { ...slideOf(viewed), title, description: viewed.caption ?? undefined };
      }),
    [list, users, nameOf, i18n.language, messenger],
  );

  return (
    <Carousel
      open
      close={onClose}
      index={at}
      slides={slides}
      plugins={[Captions, Counter, Video, Zoom]}
      className={classes["root"] ?? ""}
      labels={{
        Previous: t("viewer.previous"),
        Next: t("viewer.next"),
        Close: t("viewer.close"),
        "Zoom in": t("viewer.zoomIn"),
        "Zoom out": t("viewer.zoomOut"),
        Lightbox: t("viewer.label"),
        "Photo gallery": t("viewer.label"),
        Carousel: t("viewer.label"),
        Slide: t("viewer.slide"),
        "{index} of {total}": t("viewer.place"),
      }}
      animation={isStill ? { fade: 0, swipe: 0, navigation: 0 } : { fade: 180, swipe: 260 }}
      carousel={{ finite: true, preload: 1, padding: 0 }}
      controller={{ closeOnPullDown: true, closeOnBackdropClick: true }}
      zoom={{ maxZoomPixelRatio: 4, scrollToZoom: true, doubleClickMaxStops: 1 }}
      video={{ controls: true, playsInline: true, autoPlay: true, preload: "metadata" }}
      counter={{ container: { className: classes["counter"] ?? "" } }}
      on={{
        view: ({ index: seen }) => {
          setAt(seen);
          thePlayer().pause();
        },
      }}
      render={list.length === 1 ? { buttonPrev: () => null, buttonNext: () => null } : {}}
      toolbar={{
        buttons: [
          shown?.file.source.kind === "stored" && (
            <a
              key="save"
              className={`yarl__button ${classes["save"]}`}
              href={shown.file.source.url}
              download={shown.file.name}
              aria-label={t("save")}
              title={t("save")}
            >
              <IconDownload size={26} aria-hidden />
            </a>
          ),
          "close",
        ],
      }}
    />
  );
}

function slideOf({ file }: Viewed): Slide {
  const { source } = file;
  const url = source.kind === "stored" ? source.url : "";
  const size = {
    ...(file.width === null ? {} : { width: file.width }),
    ...(file.height === null ? {} : { height: file.height }),
  };
  if (fileKind(file) === "video") {
    const poster = source.kind === "stored" ? source.thumbnailUrl : null;
    return {
      type: "video",
      ...size,
      ...(poster === null ? {} : { poster }),
      // Browsers look at the content; a type they do not know would keep them from trying.
      sources: [{ src: url, type: file.mime === "video/quicktime" ? "video/mp4" : file.mime }],
    };
  }
  return { src: url, alt: file.name, ...size };
}
