import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconArrowLeft, IconCopy, IconDownload, IconRefresh } from "@tabler/icons-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";

import { useGoBack } from "@/hooks/goBack";
import { useMessenger } from "@/hooks/messengerContext";
import { copyText } from "@/lib/copyText";
import { serverOrigin } from "@/lib/env";
import { paths } from "@/lib/paths";
import { browserTimers } from "@/lib/timers";
import { IconButton } from "@/ui/IconButton";
import { saveFile } from "../screens/saveCallLog";
import { createBrowserProbes } from "./browserProbes";
import { CameraPicture } from "./CameraPicture";
import { CheckRow } from "./CheckRow";
import classes from "./CheckScreen.module.css";
import { createConnectionCheck, type CheckView, type ConnectionCheck } from "./connectionCheck";
import { MicrophoneLevel } from "./MicrophoneLevel";
import { checkReport } from "./report";
import { SpeakerQuestion } from "./SpeakerQuestion";
import { StateSign } from "./StateSign";
import { checkLines, overallOf, type CheckLine } from "./verdicts";
import { lineWords } from "./words";

/** `/calls/check`: will a call work from here, and if not, what to do? */
export function CheckScreen() {
  const { t } = useTranslation("check");
  const { socket } = useMessenger();
  const goBack = useGoBack(paths.calls);
  const [check] = useState(() =>
    createConnectionCheck({ probes: createBrowserProbes(socket), timers: browserTimers }),
  );
  const view = useSyncExternalStore(check.subscribe, check.view);
  useEffect(() => () => check.dispose(), [check]);
  return (
    <div className={classes["page"]}>
      <header className={classes["header"]}>
        <IconButton label={t("back")} icon={<IconArrowLeft />} onClick={goBack} />
        <Title order={1} size="h2">
          {t("title")}
        </Title>
      </header>
      {view.started ? (
        <Result check={check} view={view} />
      ) : (
        <Stack>
          <Text>{t("intro")}</Text>
          <Button size="md" onClick={() => check.start()}>
            {t("start")}
          </Button>
        </Stack>
      )}
    </div>
  );
}

interface ResultProps {
  check: ConnectionCheck;
  view: CheckView;
}

function Result({ check, view }: ResultProps) {
  const { t, i18n } = useTranslation("check");
  const overall = overallOf(view.findings);
  return (
    <>
      <div
        className={classes["overall"]}
        role="status"
        data-check-overall={overall}
        data-state={overall}
      >
        <StateSign state={overall} size={32} />
        <Text fw={600}>{t(`overall.${overall}`)}</Text>
      </div>
      <ul className={classes["list"]} role="list" aria-label={t("listLabel")}>
        {checkLines.map((line) => (
          <CheckRow key={line} line={line} words={lineWords(line, view.findings, t, i18n.language)}>
            <Extra line={line} check={check} view={view} />
          </CheckRow>
        ))}
      </ul>
      {overall !== "open" && (
        <>
          <Group className={classes["actions"] ?? ""}>
            <Button
              variant="light"
              leftSection={<IconRefresh size={20} />}
              onClick={() => check.start()}
            >
              {t("again")}
            </Button>
          </Group>
          <Export view={view} />
        </>
      )}
    </>
  );
}

/** What one sees and does beside the words. */
function Extra({ line, check, view }: ResultProps & { line: CheckLine }) {
  switch (line) {
    case "microphone":
      return view.level === null ? null : <MicrophoneLevel level={view.level} peak={view.peak} />;
    case "camera":
      return view.camera === null ? null : <CameraPicture track={view.camera} />;
    case "speaker":
      return <SpeakerQuestion finding={view.findings.speaker} check={check} />;
    case "socket":
    case "stun":
    case "udp":
    case "tcp":
    case "tls":
    case "nat":
      return null;
  }
}

function Export({ view }: { view: CheckView }) {
  const { t, i18n } = useTranslation("check");
  const messenger = useMessenger();
  const [copied, setCopied] = useState<boolean | null>(null);

  function report(): string {
    return checkReport(view.findings, {
      t,
      locale: i18n.language,
      nowMs: messenger.serverNow(),
      server: serverOrigin,
      browser: navigator.userAgent,
    });
  }

  return (
    <Group className={classes["actions"] ?? ""}>
      <Button
        variant="default"
        leftSection={<IconCopy size={20} />}
        onClick={() => void copyText(report()).then(setCopied)}
      >
        {t("copy")}
      </Button>
      <Button
        variant="default"
        leftSection={<IconDownload size={20} />}
        onClick={() => saveFile("zvonilka-check.txt", report(), "text/plain")}
      >
        {t("save")}
      </Button>
      <Text role="status" size="sm" c={copied === false ? "red" : "dimmed"}>
        {copied === null ? "" : copied ? t("copied") : t("copyFailed")}
      </Text>
    </Group>
  );
}
