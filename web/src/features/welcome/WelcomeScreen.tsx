import { Button, Group, Text, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useNavigate, useParams } from "react-router";

import { MY_SETTINGS, useChangeMySettings } from "@/hooks/mySettings";
import { useArrival } from "@/hooks/newcomers";
import { useMe } from "@/hooks/session";
import { paths } from "@/lib/paths";
import {
  noteWelcomed,
  stageAfter,
  stageOf,
  welcomeOf,
  welcomeStages,
  withWelcome,
  type WelcomeStage,
} from "@/lib/welcome";
import { DeviceStep } from "./DeviceStep";
import { FirstStep } from "./FirstStep";
import { ProfileStep } from "./ProfileStep";
import classes from "./WelcomeScreen.module.css";

export interface WelcomeScreenProps {
  /** Tries the microphone; calls `onHeard` once it hears somebody. */
  microphone: (onHeard: () => void) => ReactNode;
  /** Lets somebody invite others; shown to those who may. */
  invite: ReactNode;
}

/** `/welcome/:stage`: the first steps of a newcomer, one screen at a time, each of which may be skipped. */
export function WelcomeScreen({ microphone, invite }: WelcomeScreenProps) {
  const { stage: asked } = useParams();
  const me = useMe();
  const navigate = useNavigate();
  const change = useChangeMySettings();
  const save = useMutation({
    scope: MY_SETTINGS,
    mutationFn: (next: WelcomeStage | null) => change((now) => withWelcome(now, next)),
    retry: 2,
  });
  const stage = stageOf(asked);
  if (stage === null) {
    const stopped = welcomeOf(me.settings) ?? welcomeStages[0];
    return <Navigate to={paths.welcome(stopped)} replace />;
  }
  const next = stageAfter(stage);

  function keep(to: WelcomeStage | null): void {
    if (to === null) noteWelcomed(me.id);
    save.mutate(to);
  }

  /** The account is told while the next screen shows already: nobody waits for that. */
  function goOn(to: WelcomeStage | null): void {
    keep(to);
    void navigate(to === null ? paths.chats : paths.welcome(to), { replace: to === null });
  }

  const goNext = () => goOn(next);
  return (
    <div className={classes["root"]}>
      <div className={classes["card"]} key={stage}>
        <Head stage={stage} onSkipAll={() => goOn(null)} />
        {stage === "profile" && <ProfileStep onNext={goNext} />}
        {stage === "device" && <DeviceStep microphone={microphone} onNext={goNext} />}
        {stage === "first" && (
          <FirstStep invite={invite} onNext={goNext} onLeave={() => keep(null)} />
        )}
      </div>
    </div>
  );
}

interface HeadProps {
  stage: WelcomeStage;
  onSkipAll: () => void;
}

function Head({ stage, onSkipAll }: HeadProps) {
  const { t } = useTranslation("welcome");
  const title = useRef<HTMLHeadingElement>(null);
  const inviter = useArrival().data?.invitedBy;
  const at = welcomeStages.indexOf(stage);
  // A screen reader hears that the screen is another one.
  useEffect(() => title.current?.focus(), []);
  return (
    <header>
      <Group justify="space-between" wrap="nowrap" mb="xs">
        <Group gap="xs" wrap="nowrap">
          <span className={classes["dots"]} aria-hidden>
            {welcomeStages.map((one, index) => (
              <span key={one} className={classes["dot"]} data-done={index <= at || undefined} />
            ))}
          </span>
          <Text size="sm" c="dimmed" className={classes["step"] ?? ""}>
            {t("step", { at: at + 1, of: welcomeStages.length })}
          </Text>
        </Group>
        <Button variant="subtle" size="compact-sm" flex="none" onClick={onSkipAll}>
          {t("skipAll")}
        </Button>
      </Group>
      <Title order={1} size="h2" ref={title} tabIndex={-1} className={classes["title"] ?? ""}>
        {t(`${stage}.title`)}
      </Title>
      <Text c="dimmed" mt={4}>
        {t(`${stage}.text`)}
      </Text>
      {inviter != null && (
        <Text size="sm" c="dimmed" mt="xs">
          {t("seen", { name: inviter.displayName })}
        </Text>
      )}
    </header>
  );
}
