import { Group, Text } from "@mantine/core";
import { IconMicrophone, IconMicrophoneOff, IconVideo, IconVideoOff } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { PictureView } from "../screens/PictureView";
import { RoundButton } from "../screens/RoundButton";
import classes from "./GuestScreen.module.css";
import type { Preview } from "./usePreview";

export interface GuestPreviewProps {
  preview: Preview;
}

/** What others will see and hear of the guest, with the two switches that matter. */
export function GuestPreview({ preview }: GuestPreviewProps) {
  const { t } = useTranslation("guests");
  const { microphone, camera, choice } = preview;
  const isOn = microphone.status === "on";
  const shows = camera.status === "on" || camera.status === "starting";
  return (
    <section className={classes["preview"]} aria-label={t("page.preview")}>
      <div className={classes["picture"]}>
        {camera.status === "on" ? (
          <Own track={camera.track} mirrored={choice.facing === "user"} />
        ) : (
          <Text size="sm" className={classes["off"] ?? ""}>
            <IconVideoOff size={28} aria-hidden />
            {t("page.previewOff")}
          </Text>
        )}
      </div>
      <Group justify="center" gap="lg">
        {microphone.status !== "absent" && (
          <RoundButton
            label={isOn ? t("page.micOff") : t("page.micOn")}
            caption={t("page.microphone")}
            icon={isOn ? <IconMicrophone size={26} /> : <IconMicrophoneOff size={26} />}
            tone={isOn ? "neutral" : "off"}
            onClick={() => preview.setMuted(isOn)}
          />
        )}
        <RoundButton
          label={shows ? t("page.camOff") : t("page.camOn")}
          caption={t("page.camera")}
          icon={shows ? <IconVideo size={26} /> : <IconVideoOff size={26} />}
          tone={shows ? "neutral" : "off"}
          onClick={() => preview.setCamera(!shows)}
        />
      </Group>
      {microphone.status === "absent" && (
        <Text size="sm" ta="center" role="status">
          {t("page.microphoneAbsent")}
        </Text>
      )}
    </section>
  );
}

function Own({ track, mirrored }: { track: MediaStreamTrack; mirrored: boolean }) {
  const { t } = useTranslation("guests");
  const stream = useMemo(() => new MediaStream([track]), [track]);
  return <PictureView stream={stream} label={t("page.ownPicture")} mirrored={mirrored} />;
}
