import { useState } from "react";

import { useMessenger } from "@/hooks/messengerContext";
import { connectionsOf, iceServersOrNone } from "../lines";
import { createCapture } from "../live/capture";
import { CallBoundary } from "../screens/CallBoundary";
import { EchoScreen } from "./EchoScreen";

export interface EchoLayerProps {
  onClose: () => void;
}

/** What the provider fetches when somebody calls the echo contact. */
export function EchoLayer({ onClose }: EchoLayerProps) {
  const { store } = useMessenger();
  const [line] = useState(() => ({
    capture: createCapture(),
    createConnection: connectionsOf(store),
    fetchIceServers: iceServersOrNone,
  }));
  return (
    <CallBoundary onBroken={onClose}>
      <EchoScreen line={line} onClose={onClose} />
    </CallBoundary>
  );
}
