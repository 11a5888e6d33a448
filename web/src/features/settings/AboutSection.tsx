import { Box, Group, Paper, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { serverOrigin } from "@/lib/env";
import { AppLogo } from "@/ui/AppLogo";
import { CopyIconButton } from "@/ui/CopyIconButton";
import { Fact, Facts } from "@/ui/Facts";
import { version } from "../../../package.json";

/** What this is, and where it runs. */
export function AboutSection() {
  const { t } = useTranslation(["settings", "common"]);
  return (
    <Stack gap="lg">
      <Group wrap="nowrap">
        <Box flex="none">
          <AppLogo size={64} />
        </Box>
        <div>
          <Text size="xl" fw={600}>
            {t("common:appName")}
          </Text>
          <Text c="dimmed" size="sm">
            {t("settings:about.text")}
          </Text>
        </div>
      </Group>
      <Paper px="md" py={4} withBorder>
        <Facts>
          <Fact label={t("settings:about.version")}>{version}</Fact>
          <Fact
            label={t("settings:about.server")}
            action={
              <CopyIconButton
                value={serverOrigin}
                label={t("settings:about.copyServer")}
                copiedLabel={t("settings:copied")}
              />
            }
          >
            {serverOrigin}
          </Fact>
          <Fact label={t("settings:about.license")}>{t("settings:about.licenseText")}</Fact>
        </Facts>
      </Paper>
    </Stack>
  );
}
