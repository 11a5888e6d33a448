import { Alert, Button, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { IconBell, IconDeviceMobile, IconMicrophone } from "@tabler/icons-react";
import { useEffect, useEffectEvent, useState, useSyncExternalStore, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useFailureText } from "@/hooks/failureText";
import { useTakeStep } from "@/hooks/newcomers";
import { installing } from "@/pwa/install";
import { lookAtPush, pushStanding, switchPushOn } from "@/pwa/push";
import { Foot } from "./Foot";
import { Matter } from "./Matter";

export interface DeviceStepProps {
  microphone: (onHeard: () => void) => ReactNode;
  onNext: () => void;
}

/** What this device needs for calls: microphone, notifications, and the app on the home screen. */
export function DeviceStep({ microphone, onNext }: DeviceStepProps) {
  const { t } = useTranslation("welcome");
  return (
    <Stack gap="md">
      <MicrophoneMatter tryIt={microphone} />
      <PushMatter />
      <InstallMatter />
      <Foot label={t("next")} onNext={onNext} />
    </Stack>
  );
}

function MicrophoneMatter({ tryIt }: { tryIt: DeviceStepProps["microphone"] }) {
  const { t } = useTranslation("welcome");
  const takeStep = useTakeStep();
  const [heard, setHeard] = useState(false);
  return (
    <Matter
      icon={<IconMicrophone size={24} />}
      title={t("microphone.title")}
      text={t("microphone.text")}
      done={heard ? t("microphone.done") : null}
    >
      {tryIt(() => {
        setHeard(true);
        takeStep("microphone");
      })}
    </Matter>
  );
}

function PushMatter() {
  const { t, i18n } = useTranslation(["welcome", "settings"]);
  const language = i18n.language === "en" ? "en" : "ru";
  const failureText = useFailureText();
  const takeStep = useTakeStep();
  const standing = useSyncExternalStore(pushStanding.subscribe, pushStanding.get);
  useEffect(() => {
    lookAtPush(language).catch(() => undefined);
  }, [language]);
  const note = useEffectEvent(() => takeStep("notifications"));
  useEffect(() => {
    if (standing === "on") note();
  }, [standing]);
  const allow = useMutation({ mutationFn: () => switchPushOn(language) });
  const possible = standing === "off" || standing === "unknown";
  return (
    <Matter
      icon={<IconBell size={24} />}
      title={t("welcome:push.title")}
      text={t("welcome:push.text")}
      done={standing === "on" ? t("welcome:push.done") : null}
    >
      {possible && (
        <Button
          variant="light"
          fullWidth
          mt="sm"
          loading={allow.isPending}
          onClick={() => allow.mutate()}
        >
          {t("welcome:push.allow")}
        </Button>
      )}
      {!possible && standing !== "on" && (
        <Alert mt="sm" color={standing === "denied" ? "orange" : "blue"} role="status">
          {t(`settings:notifications.standing.${standing}`)}
        </Alert>
      )}
      {allow.isError && (
        <Alert mt="sm" color="red" role="alert">
          {failureText(allow.error)}
        </Alert>
      )}
    </Matter>
  );
}

/** Nothing on a computer whose browser does not offer it by itself: there a tab does as well. */
function InstallMatter() {
  const { t } = useTranslation(["welcome", "settings"]);
  const takeStep = useTakeStep();
  const way = useSyncExternalStore(installing.subscribe, installing.way);
  const note = useEffectEvent(() => takeStep("installed"));
  useEffect(() => {
    if (way === "done") note();
  }, [way]);
  if (way === "computer") return null;
  return (
    <Matter
      icon={<IconDeviceMobile size={24} />}
      title={t("welcome:install.title")}
      text={t(`settings:notifications.installWay.${way}`)}
      done={way === "done" ? t("welcome:install.done") : null}
    >
      {way === "prompt" && (
        <Button variant="light" fullWidth mt="sm" onClick={() => void installing.ask()}>
          {t("settings:notifications.installNow")}
        </Button>
      )}
    </Matter>
  );
}
