import { useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router";

import type { UserId } from "@/api/types";
import { newcomersQuery, useInviteEvents } from "@/hooks/newcomers";
import { useMessenger } from "@/hooks/messengerContext";
import { useWriteTo } from "@/hooks/writeTo";
import { paths } from "@/lib/paths";
import { ConnectionBar } from "@/ui/ConnectionBar";

/** Tells whoever invited somebody that they are here, as it happens; not where that can be seen anyway. */
export function NewcomerNotice() {
  const { t } = useTranslation("welcome");
  const { pathname } = useLocation();
  const messenger = useMessenger();
  const [since] = useState(() => messenger.serverNow());
  const [told, setTold] = useState(false);
  const [hidden, setHidden] = useState<UserId | null>(null);
  useInviteEvents(useCallback(() => setTold(true), []));
  const newest = useQuery({ ...newcomersQuery, enabled: told }).data?.[0];
  const fresh =
    newest !== undefined && Date.parse(newest.registeredAt) >= since && newest.user.id !== hidden
      ? newest.user
      : null;
  const shown = pathname === paths.settingsSection("invites") ? null : fresh;
  const write = useWriteTo(newest?.user.id ?? "");
  const navigate = useNavigate();
  const hide = (): void => setHidden(newest?.user.id ?? null);
  return (
    <ConnectionBar
      text={shown === null ? null : t("progress.notice", { name: shown.displayName })}
      tone="progress"
      action={{
        label: t("people.write"),
        onClick: () => {
          hide();
          // Without a line their page says more than a button that fails.
          write.mutate(undefined, {
            onError: () => void navigate(paths.person(newest?.user.id ?? "")),
          });
        },
      }}
      other={{ label: t("progress.noticeClose"), onClick: hide }}
    />
  );
}
