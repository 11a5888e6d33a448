import { useEffect, useState } from "react";

import { useCallSession } from "./callsContext";

/** The devices there are, kept up to date; none while not `active`. */
export function useDevices(active: boolean): MediaDeviceInfo[] {
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
