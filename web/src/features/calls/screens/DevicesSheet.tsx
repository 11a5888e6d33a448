import { useEffect, useState } from "react";
import { Drawer, NativeSelect, Stack, Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { CallView } from "../live/callSession";
import { useCallSession } from "./callsContext";

export interface DevicesSheetProps {
  call: CallView;
  opened: boolean;
  onClose: () => void;
}

/** Which microphone, camera and speaker, at any time of a call. */
export function DevicesSheet({ call, opened, onClose }: DevicesSheetProps) {
  const { t } = useTranslation("calls");
  const session = useCallSession();
  const devices = useDevices(opened);
  const { choice } = call.local;
  const microphones = devices.filter((device) => device.kind === "audioinput");
  const cameras = devices.filter((device) => device.kind === "videoinput");
  const speakers = devices.filter((device) => device.kind === "audiooutput");
  const canChooseSpeaker = "setSinkId" in HTMLMediaElement.prototype && speakers.length > 0;

  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="bottom"
      size="27rem"
      zIndex={430}
      title={t("devices.title")}
      closeButtonProps={{ "aria-label": t("ended.close") }}
    >
      <Stack maw={480} mx="auto" pb="lg" gap="md">
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
          label={t("devices.saving")}
          description={t("devices.savingHint")}
          checked={choice.picture === "saving"}
          onChange={(event) =>
            session.choose({ picture: event.currentTarget.checked ? "saving" : "best" })
          }
        />
      </Stack>
    </Drawer>
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

function useDevices(active: boolean): MediaDeviceInfo[] {
  const session = useCallSession();
  const [devices, setDevices] = useState<MediaDeviceInfo[]>([]);
  useEffect(() => {
    if (!active) return;
    let isCurrent = true;
    const read = () =>
      void session.devices().then((list) => {
        if (isCurrent) setDevices(list);
      });
    read();
    const stop = session.onDevicesChanged(read);
    return () => {
      isCurrent = false;
      stop();
    };
  }, [session, active]);
  return devices;
}
