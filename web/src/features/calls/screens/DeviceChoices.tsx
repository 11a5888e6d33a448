import { Stack, Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { CallView } from "../live/callSession";
import { useCallDesk } from "./deskContext";
import { DeviceSelect } from "./DeviceSelect";
import { useDevices } from "./useDevices";

export interface DeviceChoicesProps {
  call: Pick<CallView, "local">;
}

/** Which microphone, camera and speaker, at any time of a call. */
export function DeviceChoices({ call }: DeviceChoicesProps) {
  const { t } = useTranslation("calls");
  const desk = useCallDesk();
  const devices = useDevices(true);
  const { choice } = call.local;
  const microphones = devices.filter((device) => device.kind === "audioinput");
  const cameras = devices.filter((device) => device.kind === "videoinput");
  const speakers = devices.filter((device) => device.kind === "audiooutput");
  const canChooseSpeaker = "setSinkId" in HTMLMediaElement.prototype && speakers.length > 0;

  return (
    <Stack gap="md">
      <DeviceSelect
        label={t("devices.microphone")}
        none={t("devices.noMicrophone")}
        devices={microphones}
        chosen={choice.microphone}
        onChoose={(microphone) => desk.choose({ microphone })}
      />
      <DeviceSelect
        label={t("devices.camera")}
        none={t("devices.noCamera")}
        devices={cameras}
        chosen={choice.camera}
        onChoose={(camera) => desk.choose({ camera })}
      />
      {canChooseSpeaker && (
        <DeviceSelect
          label={t("devices.speaker")}
          none={t("devices.byDefault")}
          devices={speakers}
          chosen={choice.speaker}
          onChoose={(speaker) => desk.choose({ speaker })}
        />
      )}
      <Switch
        label={t("pushToTalk.switch")}
        description={t("pushToTalk.hint")}
        checked={choice.pushToTalk}
        onChange={(event) => desk.choose({ pushToTalk: event.currentTarget.checked })}
      />
      <Switch
        label={t("devices.noise")}
        description={t("devices.noiseHint")}
        checked={choice.noiseSuppression}
        onChange={(event) => desk.choose({ noiseSuppression: event.currentTarget.checked })}
      />
      <Switch
        label={t("devices.saving")}
        description={t("devices.savingHint")}
        checked={choice.picture === "saving"}
        onChange={(event) =>
          desk.choose({ picture: event.currentTarget.checked ? "saving" : "best" })
        }
      />
    </Stack>
  );
}
