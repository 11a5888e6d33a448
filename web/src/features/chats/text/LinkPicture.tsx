import { useMemo, useState } from "react";

import { useConnection } from "@/hooks/session";
import { serverUrl } from "@/lib/env";
import { placeholderUrl } from "../media/placeholder";
import classes from "./LinkCard.module.css";

export interface LinkPictureProps {
  /** On this server. */
  url: string;
  /** ThumbHash, base64. */
  placeholder: string | null;
}

/** The picture of a link's page, filling its positioned parent: a blur until it is there. */
export default function LinkPicture({ url, placeholder }: LinkPictureProps) {
  const connection = useConnection().phase;
  const [loaded, setLoaded] = useState(false);
  /** The connection during which the picture did not come; another one tries again. */
  const [failedIn, setFailedIn] = useState<string | null>(null);
  const blur = useMemo(() => placeholderUrl(placeholder), [placeholder]);
  return (
    <span
      className={classes["blur"]}
      style={blur === null ? undefined : { backgroundImage: `url(${blur})` }}
    >
      {failedIn !== connection && (
        <img
          src={serverUrl(url)}
          alt=""
          className={classes["image"]}
          decoding="async"
          draggable={false}
          data-loaded={loaded || undefined}
          onLoad={() => setLoaded(true)}
          onError={() => setFailedIn(connection)}
        />
      )}
    </span>
  );
}
