import { Button } from "@mantine/core";
import { IconCamera, IconHeadphones, IconMicrophone, IconVolume, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { IconButton } from "@/ui/IconButton";
import type { DeviceNews } from "../live/deviceNews";
import { useCallDesk } from "./deskContext";
import { Notice } from "./Notice";
import classes from "./TalkScreen.module.css";

export interface DeviceNoticeProps {
  news: DeviceNews;
}

/** A device came or went: what is used now, and one tap to have it the other way. */
export function DeviceNotice({ news }: DeviceNoticeProps) {
  const { t } = useTranslation("calls");
  const desk = useCallDesk();
  const { kind, device, label, tap } = news;
  return (
    <Notice icon={ICONS[device]}>
      {t(`deviceNews.${kind}`, { device: label === "" ? t(`deviceNews.${device}`) : label })}
      {tap !== null && (
        <Button
          className={classes["remedy"]}
          size="compact-sm"
          variant="light"
          onClick={() => desk.tapDeviceNews()}
        >
          {kind === "followed" ? t("deviceNews.back") : t("deviceNews.use")}
        </Button>
      )}
      <IconButton
        label={t("ended.close")}
        icon={<IconX size={18} />}
        size={28}
        onClick={() => desk.dismissDeviceNews()}
      />
    </Notice>
  );
}

const ICONS = {
  headset: <IconHeadphones size={18} />,
  microphone: <IconMicrophone size={18} />,
  speaker: <IconVolume size={18} />,
  camera: <IconCamera size={18} />,
} as const;
