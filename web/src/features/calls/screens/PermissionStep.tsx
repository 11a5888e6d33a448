import { Button, Stack, Text, Title } from "@mantine/core";
import { IconMicrophone, IconMicrophoneOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { CallView } from "../live/callSession";
import { AllowSteps } from "./AllowSteps";
import { useCallSession } from "./callsContext";
import type { Person } from "./person";
import classes from "./PermissionStep.module.css";
import { Portrait } from "./Portrait";

export interface PermissionStepProps {
  call: CallView;
  step: "explain" | "asking" | "denied";
  person: Person;
}

/** Before, during and after the browser's question about the microphone. */
export function PermissionStep({ call, step, person }: PermissionStepProps) {
  const { t } = useTranslation("calls");
  const session = useCallSession();
  if (step === "asking") return <Portrait person={person} status={t("permission.asking")} />;
  const isDenied = step === "denied";
  const title = isDenied
    ? t("permission.deniedTitle")
    : call.kind === "video"
      ? t("permission.explainVideoTitle")
      : t("permission.explainAudioTitle");
  return (
    <div className={classes["root"]}>
      <div className={classes["sign"]} aria-hidden>
        {isDenied ? <IconMicrophoneOff size={44} /> : <IconMicrophone size={44} />}
      </div>
      <Title order={1} size="h2">
        {title}
      </Title>
      {isDenied ? (
        <AllowSteps />
      ) : (
        <Text className={classes["text"]}>{t("permission.explainText")}</Text>
      )}
      <Stack className={classes["buttons"]} gap="sm" mt="md">
        <Button size="md" onClick={() => session.proceed("ask")}>
          {isDenied ? t("permission.retry") : t("permission.explainAction")}
        </Button>
        {isDenied && (
          <Button size="md" variant="light" onClick={() => session.proceed("withoutMicrophone")}>
            {t("permission.withoutMicrophone")}
          </Button>
        )}
        <Button size="md" variant="subtle" color="red" onClick={() => session.hangUp()}>
          {call.direction === "incoming" ? t("controls.decline") : t("controls.hangUp")}
        </Button>
      </Stack>
    </div>
  );
}
