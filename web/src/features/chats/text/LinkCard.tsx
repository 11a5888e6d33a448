import { lazy, Suspense } from "react";

import type { LinkPreview } from "@/api/types";
import classes from "./LinkCard.module.css";
import { cardPicture, cardTarget } from "./linkShape";

const LinkPicture = lazy(() => import("./LinkPicture"));

export interface LinkCardProps {
  preview: LinkPreview;
}

/** Where the link of a message leads. The picture's room is there before the picture. */
export function LinkCard({ preview }: LinkCardProps) {
  const target = cardTarget(preview);
  if (target === null) return null;
  const picture = cardPicture(preview);
  return (
    <a
      className={classes["card"]}
      data-picture={picture.kind}
      href={target.href}
      target="_blank"
      rel="noopener noreferrer nofollow"
    >
      {picture.kind !== "none" && (
        <span
          className={classes["picture"]}
          style={picture.kind === "wide" ? { aspectRatio: String(picture.aspect) } : undefined}
        >
          <Suspense>
            <LinkPicture url={picture.url} placeholder={preview.placeholder ?? null} />
          </Suspense>
        </span>
      )}
      <span className={classes["words"]} dir="auto">
        <span className={classes["site"]}>{target.site}</span>
        {preview.title != null && <span className={classes["title"]}>{preview.title}</span>}
        {preview.description != null && (
          <span className={classes["description"]}>{preview.description}</span>
        )}
      </span>
    </a>
  );
}
