import { Alert, Badge, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useFailureText } from "@/hooks/failureText";
import { twoStepQuery } from "./api/twoStep";
import { CodesDialog } from "./CodesDialog";
import { TwoStepDialog } from "./TwoStepDialog";

/** Whether a code is asked for besides the password. */
export function TwoStepPanel() {
  const { t } = useTranslation("ways");
  const failureText = useFailureText();
  const queries = useQueryClient();
  const state = useQuery(twoStepQuery());
  const [open, setOpen] = useState<"on" | "off" | "renew" | null>(null);
  const close = () => setOpen(null);
  const changed = () => void queries.invalidateQueries({ queryKey: twoStepQuery().queryKey });
  const on = state.data?.on ?? false;
  const left = state.data?.recoveryCodesLeft ?? 0;
  return (
    <Paper p="md" withBorder component="section" aria-labelledby="two-step-title">
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Title order={3} size="h4" id="two-step-title">
            {t("twoStep.title")}
          </Title>
          {state.isSuccess && (
            <Badge color={on ? "green" : "gray"} variant="light" tt="none">
              {on ? t("twoStep.on") : t("twoStep.off")}
            </Badge>
          )}
        </Group>
        <Text c="dimmed" size="sm">
          {t("twoStep.text")}
        </Text>
        {state.isError && (
          <Alert color="red" role="alert">
            {failureText(state.error)}
          </Alert>
        )}
        {on && left > 0 && <Text size="sm">{t("twoStep.left", { count: left })}</Text>}
        {on && left === 0 && (
          <Alert color="orange" icon={<IconAlertTriangle />} role="status">
            {t("twoStep.noneLeft")}
          </Alert>
        )}
        {state.isSuccess && (
          <Group gap="xs">
            {on ? (
              <>
                <Button variant="light" onClick={() => setOpen("renew")}>
                  {t("twoStep.renew")}
                </Button>
                <Button variant="light" color="red" onClick={() => setOpen("off")}>
                  {t("twoStep.turnOff")}
                </Button>
              </>
            ) : (
              <Button onClick={() => setOpen("on")}>{t("twoStep.turnOn")}</Button>
            )}
          </Group>
        )}
      </Stack>
      <TwoStepDialog opened={open === "on"} onChanged={changed} onClose={close} />
      <CodesDialog asking={open === "on" ? null : open} onChanged={changed} onClose={close} />
    </Paper>
  );
}
