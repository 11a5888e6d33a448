import { Button, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { paths } from "@/lib/paths";
import { LinkShare } from "@/ui/LinkShare";
import { AuthLayout } from "./AuthLayout";

export interface AlreadyHereProps {
  code: string;
}

/** An invitation that somebody opened who is here already: they may pass it on. Nobody is told of this look. */
export function AlreadyHere({ code }: AlreadyHereProps) {
  const { t } = useTranslation("welcome");
  return (
    <AuthLayout title={t("here.title")}>
      <Stack>
        <Text>{t("here.text")}</Text>
        <LinkShare url={location.origin + paths.invite(code)} code={code} />
        <Button component={Link} to={paths.chats} size="md" variant="default">
          {t("here.toChats")}
        </Button>
      </Stack>
    </AuthLayout>
  );
}
