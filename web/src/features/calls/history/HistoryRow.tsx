import { Menu } from "@mantine/core";
import {
  IconArrowDownLeft,
  IconArrowUpRight,
  IconDotsVertical,
  IconMessageCircle,
  IconMicrophone,
  IconPhone,
  IconPhoneX,
  IconTrash,
  IconVideo,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { useCallLauncher } from "@/hooks/callLauncher";
import { useChat } from "@/hooks/chats";
import type { Arrival } from "@/lib/arrival";
import { durationText } from "@/lib/duration";
import { timeOf } from "@/lib/moments";
import { paths } from "@/lib/paths";
import { IconButton } from "@/ui/IconButton";
import { QualitySign } from "@/ui/QualitySign";
import { UserAvatar } from "@/ui/UserAvatar";
import { useCallTitle } from "../screens/callTitle";
import { useSomebody } from "../screens/person";
import { qualityText } from "../screens/qualityText";
import classes from "./CallHistory.module.css";
import type { HistoryDirection, HistoryEntry } from "./historyEntry";

export interface HistoryRowProps {
  entry: HistoryEntry;
  onDelete: () => void;
}

/** One past call: who, which way, how long, and the same again. */
export function HistoryRow({ entry, onDelete }: HistoryRowProps) {
  const { t, i18n } = useTranslation("calls");
  const launcher = useCallLauncher();
  const navigate = useNavigate();
  const { call, peerId, direction } = entry;
  const person = useSomebody(peerId);
  const chat = useChat(call.chatId);
  const isGroup = peerId === null;
  const title = useCallTitle(call);
  const { name, avatarUrl: photo } = isGroup ? title : person;
  const target = isGroup ? { chatId: call.chatId } : { userId: peerId };
  // Whoever left the group calls nobody in it.
  const canCall = launcher !== null && (!isGroup || chat !== undefined);
  const other = call.kind === "video" ? "audio" : "video";
  const icons = { audio: <IconPhone size={22} />, video: <IconVideo size={22} /> };
  const labels = {
    audio: t("history.callAudio", { name }),
    video: t("history.callVideo", { name }),
  };

  return (
    <li className={classes["row"]}>
      <UserAvatar id={peerId ?? title.id} name={name} src={photo} size={48} />
      <div className={classes["words"]}>
        <div className={classes["name"]} data-missed={direction === "missed" || undefined}>
          {name}
        </div>
        <div className={classes["detail"]}>
          {DIRECTION_ICONS[direction]}
          {call.kind === "video" && <IconVideo size={16} aria-label={t("kind.video")} />}
          <span className={classes["detailText"]}>
            {call.audioRoom === true ? t("history.audioRoom") : t(`history.direction.${direction}`)}
            {" · "}
            <time dateTime={call.createdAt}>
              {timeOf(Date.parse(call.createdAt), i18n.language)}
            </time>
            {call.durationMs != null && ` · ${durationText(call.durationMs, t)}`}
          </span>
        </div>
        {call.guests != null && call.guests.length > 0 && (
          <div className={classes["detail"]}>
            <span className={classes["detailText"]}>
              {t("history.guests", { names: call.guests.map(({ name: guest }) => guest) })}
            </span>
          </div>
        )}
        {call.quality != null && (
          <div className={classes["detail"]}>
            <QualitySign mark={call.quality.mark} size={16} />
            <span className={classes["detailText"]}>{qualityText({ ...call.quality }, t)}</span>
          </div>
        )}
      </div>
      {canCall && (
        <IconButton
          label={labels[call.kind]}
          icon={icons[call.kind]}
          color="green"
          onClick={() => launcher.start(target, call.kind)}
        />
      )}
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <IconButton
            label={t("history.menu", { name })}
            icon={<IconDotsVertical size={20} />}
            size={36}
          />
        </Menu.Target>
        <Menu.Dropdown>
          {canCall && (
            <Menu.Item leftSection={icons[other]} onClick={() => launcher.start(target, other)}>
              {t(`kind.${other}`)}
            </Menu.Item>
          )}
          {(!isGroup || chat !== undefined) && (
            <Menu.Item
              leftSection={<IconMessageCircle size={22} />}
              onClick={() => void navigate(paths.chat(call.chatId))}
            >
              {t("history.openChat")}
            </Menu.Item>
          )}
          {(!isGroup || chat !== undefined) &&
            (direction === "missed" || direction === "unanswered") && (
              <Menu.Item
                leftSection={<IconMicrophone size={22} />}
                onClick={() => void navigate(paths.chat(call.chatId), { state: RECORD_VOICE })}
              >
                {t("ended.recordVoice")}
              </Menu.Item>
            )}
          <Menu.Item
            leftSection={<IconTrash size={22} />}
            color="red"
            c={DANGER}
            onClick={onDelete}
          >
            {t("history.delete")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}

const RECORD_VOICE: Arrival = { record: "voice" };

const DIRECTION_ICONS: Record<HistoryDirection, React.ReactNode> = {
  outgoing: <IconArrowUpRight size={16} aria-hidden />,
  incoming: <IconArrowDownLeft size={16} aria-hidden />,
  missed: <IconArrowDownLeft size={16} color="var(--mantine-color-red-5)" aria-hidden />,
  declined: <IconPhoneX size={16} aria-hidden />,
  unanswered: <IconArrowUpRight size={16} aria-hidden />,
  failed: <IconPhoneX size={16} aria-hidden />,
};

/** Readable on both grounds. */
const DANGER = "light-dark(var(--mantine-color-red-7), var(--mantine-color-red-3))";
