import { Button, Stack, Text } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { browserTimers } from "@/lib/timers";
import { createCapture, type CaptureProblem } from "../live/capture";
import { readDeviceChoice } from "../live/deviceChoice";
import { createLevels } from "../live/levels";
import { AllowSteps } from "../screens/AllowSteps";
import { SPEECH_LEVEL } from "./connectionCheck";
import { MicrophoneLevel } from "./MicrophoneLevel";

export interface MicrophoneTryProps {
  /** Called once, when somebody is heard. */
  onHeard: () => void;
}

type Phase =
  | { name: "idle" }
  | { name: "asking" }
  | { name: "listening"; level: number; peak: number }
  | { name: "over"; problem: CaptureProblem };

const MEASURE_EVERY_MS = 100;

/** Lets the page to the microphone when the person says so, and shows how loud one is. */
export function MicrophoneTry({ onHeard }: MicrophoneTryProps) {
  const { t } = useTranslation(["welcome", "calls"]);
  const [phase, setPhase] = useState<Phase>({ name: "idle" });
  const release = useRef<(() => void) | null>(null);
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
      release.current?.();
      release.current = null;
    };
  }, []);

  async function listen(): Promise<void> {
    setPhase({ name: "asking" });
    const captured = await createCapture().audio(readDeviceChoice());
    if ("problem" in captured) {
      setPhase({ name: "over", problem: captured.problem });
      return;
    }
    const { track } = captured;
    if (gone.current) {
      track.stop();
      return;
    }
    const levels = createLevels();
    const loud = levels.of(new MediaStream([track]));
    let peak = 0;
    const stop = browserTimers.every(MEASURE_EVERY_MS, () => {
      const level = loud();
      const wasHeard = peak >= SPEECH_LEVEL;
      peak = Math.max(peak, level);
      setPhase({ name: "listening", level, peak });
      if (!wasHeard && peak >= SPEECH_LEVEL) onHeard();
    });
    release.current = () => {
      stop();
      levels.stop();
      track.stop();
    };
    setPhase({ name: "listening", level: 0, peak: 0 });
  }

  switch (phase.name) {
    case "idle":
    case "asking":
      return (
        <Button
          variant="light"
          fullWidth
          mt="sm"
          loading={phase.name === "asking"}
          onClick={() => void listen()}
        >
          {t("welcome:microphone.allow")}
        </Button>
      );
    case "listening":
      return (
        <Stack gap="xs" mt="sm">
          {phase.peak < SPEECH_LEVEL && (
            <Text size="sm" role="status">
              {t("welcome:microphone.speak")}
            </Text>
          )}
          <MicrophoneLevel level={phase.level} peak={phase.peak} />
        </Stack>
      );
    case "over":
      return (
        <Stack gap="xs" mt="sm">
          <Text size="sm" fw={600} role="status">
            {t(PROBLEM_TEXT[phase.problem])}
          </Text>
          {phase.problem === "denied" && <AllowSteps />}
          {phase.problem !== "insecure" && (
            <Button variant="light" fullWidth onClick={() => void listen()}>
              {t("welcome:microphone.again")}
            </Button>
          )}
        </Stack>
      );
  }
}

const PROBLEM_TEXT = {
  denied: "calls:notice.microphoneDenied",
  missing: "calls:notice.microphoneMissing",
  busy: "calls:notice.microphoneBusy",
  insecure: "calls:notice.insecure",
} as const;
