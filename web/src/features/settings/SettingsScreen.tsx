import { Loader, Stack } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { lazy, Suspense, type ComponentType, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router";
import { Button } from "@mantine/core";

import { useServerInfo } from "@/hooks/serverInfo";
import { useMe } from "@/hooks/session";
import { paths } from "@/lib/paths";
import { EmptyState } from "@/ui/EmptyState";
import { requestedSection, type Section } from "./sections";
import { SectionList } from "./SectionList";
import { SettingsPanel } from "./SettingsPanel";
import classes from "./SettingsScreen.module.css";

const PANELS: Record<Exclude<Section, "simple">, ComponentType> = {
  profile: lazy(async () => ({ default: (await import("./ProfileSection")).ProfileSection })),
  privacy: lazy(async () => ({ default: (await import("./PrivacySection")).PrivacySection })),
  appearance: lazy(async () => ({
    default: (await import("./AppearanceSection")).AppearanceSection,
  })),
  notifications: lazy(async () => ({
    default: (await import("./NotificationsSection")).NotificationsSection,
  })),
  sessions: lazy(async () => ({ default: (await import("./SessionsSection")).SessionsSection })),
  email: lazy(async () => ({ default: (await import("./EmailSection")).EmailSection })),
  password: lazy(async () => ({ default: (await import("./PasswordSection")).PasswordSection })),
  data: lazy(async () => ({ default: (await import("./DataSection")).DataSection })),
  security: lazy(async () => ({ default: (await import("./SecuritySection")).SecuritySection })),
  invites: lazy(async () => ({ default: (await import("./InvitesSection")).InvitesSection })),
  quality: lazy(async () => ({ default: (await import("./QualitySection")).QualitySection })),
  about: lazy(async () => ({ default: (await import("./AboutSection")).AboutSection })),
};

export interface SettingsScreenProps {
  /** The section of another feature: simple mode. */
  simple: ReactNode;
}

/** `/settings` and everything below it: the list of sections, and beside it the one that is open. */
export function SettingsScreen({ simple }: SettingsScreenProps) {
  const me = useMe();
  const info = useServerInfo();
  const { pathname } = useLocation();
  const wide = useMediaQuery("(min-width: 51em)", undefined, { getInitialValueInEffect: false });
  const request = requestedSection(pathname, me, info.data?.mail ?? true);
  const layout = wide ? "both" : request.kind === "none" ? "list" : "panel";
  // Beside the list there is always something open.
  const section = request.kind === "section" ? request.section : "profile";
  return (
    <div className={classes["root"]} data-layout={layout}>
      {layout !== "panel" && (
        <SectionList
          me={me}
          mail={info.data?.mail ?? false}
          open={layout === "both" && request.kind !== "unknown" ? section : null}
        />
      )}
      {layout !== "list" && (
        <div className={classes["panel"]}>
          {request.kind === "unknown" ? (
            <UnknownSection />
          ) : (
            <Panel section={section} simple={simple} />
          )}
        </div>
      )}
    </div>
  );
}

interface PanelProps extends SettingsScreenProps {
  section: Section;
}

function Panel({ section, simple }: PanelProps) {
  const { t } = useTranslation("common");
  return (
    <SettingsPanel section={section}>
      <Suspense
        fallback={
          <Stack align="center" p="xl" role="status" aria-label={t("loading")}>
            <Loader />
          </Stack>
        }
      >
        {section === "simple" ? simple : <Content section={section} />}
      </Suspense>
    </SettingsPanel>
  );
}

function Content({ section }: { section: keyof typeof PANELS }) {
  const Section = PANELS[section];
  return <Section />;
}

function UnknownSection() {
  const { t } = useTranslation("settings");
  return (
    <EmptyState
      illustration="search"
      title={t("unknownTitle")}
      text={t("unknownText")}
      action={
        <Button component={Link} to={paths.settings} replace mt="sm">
          {t("back")}
        </Button>
      }
    />
  );
}
