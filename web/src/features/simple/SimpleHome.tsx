import { Button, Text, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { IconPhone, IconVideo } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import type { SimplePerson } from "@/api/types";
import { useCallLauncher } from "@/hooks/callLauncher";
import { usePersonName, usePresence, useUser } from "@/hooks/chats";
import { useSimpleMode } from "@/hooks/simpleMode";
import { paths } from "@/lib/paths";
import { EmptyState } from "@/ui/EmptyState";
import { HoldButton } from "./HoldButton";
import { LeaveDialog } from "./LeaveDialog";
import { SimplePhoto } from "./SimplePhoto";
import classes from "./SimpleHome.module.css";

export interface SimpleHomeProps {
  /** What the page has to say at the top, in one line each. */
  notices: ReactNode;
  /** What is mounted beside it and shows nothing. */
  children: ReactNode;
}

/** The whole page in simple mode: a few large photos, where one tap calls. */
export function SimpleHome({ notices, children }: SimpleHomeProps) {
  const { t } = useTranslation("simple");
  const navigate = useNavigate();
  const people = useSimpleMode()?.people ?? [];
  const [leaving, setLeaving] = useState(false);
  return (
    <div className={classes["root"]}>
      <div role="status">{notices}</div>
      <main className={classes["main"]} id="content">
        <VisuallyHidden component="h1">{t("home.title")}</VisuallyHidden>
        {people.length === 0 ? (
          <EmptyState
            illustration="people"
            title={t("home.emptyTitle")}
            text={t("home.emptyText")}
            action={
              <Button size="lg" mt="md" onClick={() => void navigate(paths.settingsSimple)}>
                {t("home.choose")}
              </Button>
            }
          />
        ) : (
          <ul className={classes["people"]} role="list" data-count={people.length}>
            {people.map((one) => (
              <li key={one.user.id}>
                <Tile one={one} />
              </li>
            ))}
          </ul>
        )}
      </main>
      <footer className={classes["foot"]}>
        <HoldButton
          label={t("home.leave")}
          hint={t("home.leaveHint")}
          onHeld={() => setLeaving(true)}
        />
      </footer>
      <LeaveDialog opened={leaving} onClose={() => setLeaving(false)} />
      {children}
    </div>
  );
}

function Tile({ one }: { one: SimplePerson }) {
  const { t } = useTranslation("simple");
  const launcher = useCallLauncher();
  // The name and photo that were heard of last; what came with the list else.
  const user = useUser(one.user.id) ?? one.user;
  const presence = usePresence(user.id);
  const isHere = presence?.online === true;
  const name = usePersonName()(user);
  const isVideo = one.call === "video";
  return (
    <UnstyledButton
      className={classes["tile"] ?? ""}
      onClick={() => launcher?.start({ userId: user.id }, one.call)}
      aria-label={
        t(isVideo ? "home.video" : "home.audio", { name }) + (isHere ? `, ${t("home.here")}` : "")
      }
    >
      <span className={classes["photo"]} data-here={isHere || undefined}>
        <SimplePhoto user={user} name={name} />
        <span className={classes["sign"]} aria-hidden>
          {isVideo ? <IconVideo /> : <IconPhone />}
        </span>
      </span>
      <span className={classes["name"]}>{name}</span>
      {isHere && (
        <Text span size="lg" className={classes["here"] ?? ""}>
          {t("home.here")}
        </Text>
      )}
    </UnstyledButton>
  );
}
