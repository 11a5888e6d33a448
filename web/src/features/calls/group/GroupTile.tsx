import { Loader, Menu } from "@mantine/core";
import {
  IconDots,
  IconMicrophoneOff,
  IconPin,
  IconPinnedOff,
  IconWifiOff,
} from "@tabler/icons-react";
import { useMemo, type CSSProperties, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { IconButton } from "@/ui/IconButton";
import { UserAvatar } from "@/ui/UserAvatar";
import { usePerson } from "../screens/person";
import { PictureView } from "../screens/PictureView";
import type { Placed } from "./arrange";
import classes from "./GroupScreen.module.css";

export interface GroupTileProps {
  placed: Placed;
  /** This person's own camera, for their own tile; `null` while it is off. */
  own: MediaStreamTrack | null;
  /** Their own picture is as in a mirror. */
  mirrored: boolean;
  /** Their own microphone is off. */
  ownMuted: boolean;
  pinned: boolean;
  onPin: (pinned: boolean) => void;
  /** What comes in a place of the line. */
  stream: (mid: string) => MediaStream | null;
  /** More to do with this person; `null` by default. */
  actions?: ReactNode;
  /** Over the picture; `null` by default. */
  children?: ReactNode;
}

/** One picture of a group call, or else the person's photo; their name, and what one should know of them. */
export function GroupTile(props: GroupTileProps) {
  const { placed, own, mirrored, ownMuted, pinned, onPin, actions = null, children } = props;
  const { tile, rect, large } = placed;
  const { person, userId, picture } = tile;
  const { t } = useTranslation(["room", "calls"]);
  const known = usePerson(userId);
  const isMine = person === null;
  const isScreen = picture === "screen";
  const name = isMine ? t("calls:group.me") : known.name;
  const isMuted = !isScreen && (person?.muted ?? ownMuted);
  const isSpeaking = !isScreen && person?.speaking === true;
  const isAway = person?.away === true && !isScreen;
  const label = isScreen ? t("tile.screen", { name }) : name;
  const mid = person?.pictures[picture] ?? null;
  const comes = person !== null && (isScreen ? person.screen : person.camera) && mid !== null;
  const ownStream = useMemo(() => (own === null ? null : new MediaStream([own])), [own]);
  const shown = isMine ? ownStream : comes ? props.stream(mid) : null;
  const place: CSSProperties = {
    insetInlineStart: rect.left,
    insetBlockStart: rect.top,
    width: rect.width,
    height: rect.height,
  };
  return (
    <li
      className={classes["tile"]}
      style={place}
      data-tile={userId}
      data-picture={picture}
      data-large={large || undefined}
      data-video={shown !== null || undefined}
      data-pinned={pinned || undefined}
      data-speaking={isSpeaking || undefined}
      aria-label={isSpeaking ? t("calls:group.speaks", { name }) : label}
    >
      {(!isScreen || shown === null) && (
        <UserAvatar
          id={known.id}
          name={known.name}
          src={known.avatarUrl}
          size={Math.round(Math.max(40, Math.min(rect.height * 0.4, rect.width * 0.4, 160)))}
        />
      )}
      {shown !== null && (
        <span className={classes["picture"]}>
          <PictureView
            stream={shown}
            label={
              isMine
                ? t("calls:remote.ownPicture")
                : isScreen
                  ? label
                  : t("calls:group.picture", { name })
            }
            mirrored={isMine && mirrored}
            fit={isScreen || large ? "contain" : "cover"}
          />
        </span>
      )}
      {children}
      <span className={classes["name"]}>
        {person?.here === false && !isAway && <Loader size={14} color="white" aria-hidden />}
        {isAway && <IconWifiOff size={16} aria-label={t("tile.away")} />}
        {isMuted && <IconMicrophoneOff size={16} aria-label={t("calls:group.muted")} />}
        {pinned && <IconPin size={16} aria-label={t("tile.pinned")} />}
        <span className={classes["nameText"]}>
          {isScreen ? t("tile.screenShort", { name }) : name}
        </span>
      </span>
      <span className={classes["actions"]}>
        <Menu position="bottom-end" zIndex={430} withinPortal>
          <Menu.Target>
            <IconButton
              label={t("tile.actions", { name: isScreen ? label : name })}
              icon={<IconDots size={20} />}
              size={36}
              variant="filled"
              color="dark"
              className={classes["dots"] ?? ""}
            />
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={pinned ? <IconPinnedOff size={18} /> : <IconPin size={18} />}
              onClick={() => onPin(!pinned)}
            >
              {pinned ? t("tile.unpin") : t("tile.pin")}
            </Menu.Item>
            {actions}
          </Menu.Dropdown>
        </Menu>
      </span>
    </li>
  );
}
