import { useEffect, useState } from "react";

import { useCallDesk } from "./deskContext";

/** The devices there are, kept up to date; none while not `active`. */
export function useDevices(active: boolean): MediaDeviceInfo[] {
  const desk = useCallDesk();
  const [devices, setDevices] = useState<MediaDeviceInfo[]>([]);
  useEffect(() => {
    if (!active) return;
    let isCurrent = true;
    const read = () =>
      void desk.devices().then((list) => {
        if (isCurrent) setDevices(list);
      });
    read();
    const stop = desk.onDevicesChanged(read);
    return () => {
      isCurrent = false;
      stop();
    };
  }, [desk, active]);
  return devices;
}
