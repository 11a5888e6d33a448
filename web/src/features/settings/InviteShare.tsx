import { Button, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Invite } from "@/api/types";
import { LinkShare } from "@/ui/LinkShare";
import { InviteProgress } from "./InviteProgress";

export interface InviteShareProps {
  invite: Invite;
  onDone: () => void;
}

/** All the ways to hand an invitation to somebody, and what comes of it while one looks on. */
export function InviteShare({ invite, onDone }: InviteShareProps) {
  const { t } = useTranslation("settings");
  return (
    <Stack>
      <InviteProgress invite={invite} waits />
      <LinkShare url={invite.url} code={invite.code} />
      <Button variant="default" onClick={onDone}>
        {t("invites.share.done")}
      </Button>
    </Stack>
  );
}
