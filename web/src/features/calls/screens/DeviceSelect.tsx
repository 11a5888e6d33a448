import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";

export interface DeviceSelectProps {
  label: string;
  /** What to say when there is no such device. */
  none: string;
  devices: MediaDeviceInfo[];
  chosen: string | null;
  onChoose: (deviceId: string | null) => void;
}

/** One kind of device, the browser's own choice first. */
export function DeviceSelect({ label, none, devices, chosen, onChoose }: DeviceSelectProps) {
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
