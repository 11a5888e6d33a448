import { Anchor, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { useInvalidText } from "@/hooks/fieldErrors";
import { FormAlert } from "./FormAlert";

export interface CodeStepProps {
  busy: boolean;
  /** The last code did not work. */
  wrong: boolean;
  /** What else went wrong; nothing when `null`. */
  error: string | null;
  /** Seconds until the next try is allowed. */
  secondsLeft: number;
  onSubmit: (code: string) => void;
  /** To login and password. */
  onBack: () => void;
}

/** The second step of signing in: the code from an app, or one of the recovery codes. */
export function CodeStep({ busy, wrong, error, secondsLeft, onSubmit, onBack }: CodeStepProps) {
  const { t } = useTranslation(["ways", "auth"]);
  const invalidText = useInvalidText();
  const [recovery, setRecovery] = useState(false);
  const [code, setCode] = useState("");
  const [empty, setEmpty] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), [recovery, wrong]);

  const problem = empty
    ? invalidText("password", "empty")
    : wrong && code === ""
      ? t("ways:wrongCode")
      : null;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setEmpty(code.trim() === "");
        if (code.trim() === "") return;
        onSubmit(code.trim());
        setCode("");
      }}
    >
      <Stack>
        <Text size="sm" c="dimmed">
          {recovery ? t("ways:login.recoveryText") : t("ways:login.codeText")}
        </Text>
        <TextInput
          key={recovery ? "recovery" : "app"}
          ref={input}
          label={recovery ? t("ways:login.recovery") : t("ways:code")}
          size="md"
          value={code}
          error={problem}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          {...(recovery
            ? { autoComplete: "off" }
            : { autoComplete: "one-time-code", inputMode: "numeric" as const })}
          onChange={(event) => {
            setCode(event.currentTarget.value);
            setEmpty(false);
          }}
        />
        <FormAlert text={error} secondsLeft={secondsLeft} />
        <Button type="submit" size="md" fullWidth loading={busy} disabled={secondsLeft > 0}>
          {t("auth:login.submit")}
        </Button>
        <Group justify="space-between">
          <Anchor component="button" type="button" size="sm" onClick={onBack}>
            {t("ways:login.back")}
          </Anchor>
          <Anchor
            component="button"
            type="button"
            size="sm"
            onClick={() => {
              setRecovery(!recovery);
              setCode("");
              setEmpty(false);
            }}
          >
            {recovery ? t("ways:login.useApp") : t("ways:login.useRecovery")}
          </Anchor>
        </Group>
        {recovery && (
          <Text size="sm" c="dimmed">
            {t("ways:login.recoveryHint")}
          </Text>
        )}
      </Stack>
    </form>
  );
}
