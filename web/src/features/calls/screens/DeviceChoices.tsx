import { NativeSelect, Stack, Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { CallView } from "../live/callSession";
import { useCallSession } from "./callsContext";
import { useDevices } from "./useDevices";

export interface DeviceChoicesProps {
  call: CallView;
}

/** Which microphone, camera and speaker, at any time of a call. */
export function DeviceChoices({ call }: DeviceChoicesProps) {
  const { t } = useTranslation("calls");
  const session = useCallSession();
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
        onChoose={(microphone) => session.choose({ microphone })}
      />
      <DeviceSelect
        label={t("devices.camera")}
        none={t("devices.noCamera")}
        devices={cameras}
        chosen={choice.camera}
        onChoose={(camera) => session.choose({ camera })}
      />
      {canChooseSpeaker && (
        <DeviceSelect
          label={t("devices.speaker")}
          none={t("devices.byDefault")}
          devices={speakers}
          chosen={choice.speaker}
          onChoose={(speaker) => session.choose({ speaker })}
        />
      )}
      <Switch
        label={t("pushToTalk.switch")}
        description={t("pushToTalk.hint")}
        checked={choice.pushToTalk}
        onChange={(event) => session.choose({ pushToTalk: event.currentTarget.checked })}
      />
      <Switch
        label={t("devices.noise")}
        description={t("devices.noiseHint")}
        checked={choice.noiseSuppression}
        onChange={(event) => session.choose({ noiseSuppression: event.currentTarget.checked })}
      />
      <Switch
        label={t("devices.saving")}
        description={t("devices.savingHint")}
        checked={choice.picture === "saving"}
        onChange={(event) =>
          session.choose({ picture: event.currentTarget.checked ? "saving" : "best" })
        }
      />
    </Stack>
  );
}

interface DeviceSelectProps {
  label: string;
  /** What to say when there is no such device. */
  none: string;
  devices: MediaDeviceInfo[];
  chosen: string | null;
  onChoose: (deviceId: string | null) => void;
}

function DeviceSelect({ label, none, devices, chosen, onChoose }: DeviceSelectProps) {
  const { t } = useTranslation("calls");
  // Before the permission browsers give devices without id; Chromium adds a "default" of its own.
  const known = devices.filter(({ deviceId }) => deviceId !== "" && deviceId !== "default");
  const data = known.map((device, index) => ({
    value: device.deviceId,
    label: device.label === "" ? t("devices.unnamed", { number: index + 1 }) : device.label,
  }));
  const first = devices.length === 0 ? none : t("devices.byDefault");
  return (
    <NativeSelect
      label={label}
      size="md"
      disabled={devices.length === 0}
      data={[{ value: "", label: first }, ...data]}
      value={known.some(({ deviceId }) => deviceId === chosen) ? (chosen ?? "") : ""}
      onChange={(event) => onChoose(event.currentTarget.value || null)}
    />
  );
}
