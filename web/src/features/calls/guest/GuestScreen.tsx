import {
  Button,
  Loader,
  SegmentedControl,
  Skeleton,
  Stack,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { FailureError } from "@/api/failure";
import type { GuestInvitation } from "@/api/types";
import { useFailureText } from "@/hooks/failureText";
import { chooseLanguage, languages } from "@/i18n";
import { addLateTexts } from "@/i18n/late";
import { socketUrl } from "@/lib/env";
import { browserTimers } from "@/lib/timers";
import type { Wire } from "@/realtime/socket";
import { AppLogo } from "@/ui/AppLogo";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { becomeGuest, lookAtGuestLink } from "../api/guests";
import { GuestCallLayer } from "./GuestCallLayer";
import { GuestPreview } from "./GuestPreview";
import classes from "./GuestScreen.module.css";
import { createGuestVisit, type GuestStand, type GuestVisit } from "./guestVisit";
import { keptVisit, type KeptVisit } from "./keptVisit";
import { usePreview } from "./usePreview";

addLateTexts();

/** `/guest#…`: a call, for somebody without an account. What opens the door stands behind the `#`. */
export function GuestScreen() {
  const { t, i18n } = useTranslation(["guests", "common", "auth"]);
  const [token] = useState(() => location.hash.slice(1));
  useEffect(() => {
    document.title = `${t("guests:page.title")} · ${t("common:appName")}`;
  }, [t]);
  // Another link in the same tab is another visit.
  useEffect(() => {
    const start = (): void => location.reload();
    window.addEventListener("hashchange", start);
    return () => window.removeEventListener("hashchange", start);
  }, []);
  return (
    <main className={classes["root"]}>
      <div className={classes["brand"]}>
        <AppLogo size={32} />
        <Text fw={700}>{t("common:appName")}</Text>
      </div>
      <div className={classes["card"]}>
        <Invited token={token} />
      </div>
      <SegmentedControl
        aria-label={t("auth:language")}
        size="xs"
        radius="xl"
        value={languages.find((language) => language === i18n.resolvedLanguage) ?? "en"}
        onChange={(language) => void chooseLanguage(language)}
        data={languages.map((language) => ({ value: language, label: LANGUAGES[language] }))}
      />
    </main>
  );
}

const LANGUAGES = { ru: "Русский", en: "English" } as const;

function Invited({ token }: { token: string }) {
  const { t } = useTranslation(["guests", "common"]);
  const failureText = useFailureText();
  const invitation = useQuery({
    queryKey: ["guest", "link", token],
    queryFn: ({ signal }) => lookAtGuestLink(token, signal),
    staleTime: Infinity,
    retry: false,
    meta: { anybody: true },
  });
  if (invitation.isPending) {
    return (
      <Stack role="status" aria-busy aria-label={t("common:loading")}>
        <Skeleton height={32} />
        <Skeleton height={180} />
        <Skeleton height={42} />
      </Stack>
    );
  }
  const kept = keptVisit.read(token);
  if (invitation.isError && isClosed(invitation.error)) {
    // Its time may be over while the call that one came to by it still goes on.
    return kept === null ? (
      <Over reason="linkClosed" onAgain={null} />
    ) : (
      <Visits token={token} invitation={null} />
    );
  }
  if (invitation.isError) {
    return (
      <ErrorState
        title={t("guests:over.failed")}
        text={failureText(invitation.error)}
        actionLabel={t("common:retry")}
        onAction={() => void invitation.refetch()}
      />
    );
  }
  return <Visits token={token} invitation={invitation.data} />;
}

function isClosed(error: Error): boolean {
  return (
    error instanceof FailureError &&
    error.failure.kind === "problem" &&
    [400, 404, 422].includes(error.failure.status)
  );
}

interface VisitsProps {
  token: string;
  invitation: GuestInvitation | null;
}

/** What was chosen at the door. */
interface Choice extends KeptVisit {
  muted: boolean;
}

/** One visit after the other: who has a pass from before a reload goes on with it. */
function Visits({ token, invitation }: VisitsProps) {
  const [choice, setChoice] = useState<Choice | null>(() => {
    const kept = keptVisit.read(token);
    return kept === null ? null : { ...kept, muted: false };
  });
  if (choice === null) {
    return invitation === null ? (
      <Over reason="linkClosed" onAgain={null} />
    ) : (
      <AtTheDoor
        token={token}
        invitation={invitation}
        onJoin={(next) => {
          keptVisit.write(next);
          setChoice(next);
        }}
      />
    );
  }
  return (
    <Visit
      key={choice.pass}
      choice={choice}
      title={invitation?.title ?? ""}
      onEnd={() => {
        keptVisit.write(null);
        setChoice(null);
      }}
    />
  );
}

interface AtTheDoorProps {
  token: string;
  invitation: GuestInvitation;
  onJoin: (choice: Choice) => void;
}

function AtTheDoor({ token, invitation, onJoin }: AtTheDoorProps) {
  const { t } = useTranslation("guests");
  const failureText = useFailureText();
  const preview = usePreview(true);
  const [name, setName] = useState("");
  const [failure, setFailure] = useState<unknown>(null);
  const [joining, setJoining] = useState(false);

  async function join(): Promise<void> {
    setJoining(true);
    try {
      const pass = await becomeGuest(token, name);
      const camera = preview?.camera.status === "on" || preview?.camera.status === "starting";
      const muted = preview?.microphone.status === "muted";
      onJoin({ link: token, pass: pass.token, name: pass.name, camera, muted });
    } catch (caught) {
      setFailure(caught);
      setJoining(false);
    }
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void join();
      }}
    >
      <Stack>
        <div>
          <Title order={1} size="h3">
            {invitation.title == null
              ? t("page.title")
              : t("page.group", { title: invitation.title })}
          </Title>
          <Text>{t("page.invited", { name: invitation.invitedBy })}</Text>
          <Text size="sm" c="dimmed">
            {invitation.callGoesOn ? t("page.goesOn") : t("page.notYet")}
          </Text>
        </div>
        <TextInput
          label={t("page.name")}
          description={t("page.nameHint")}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          autoComplete="name"
          maxLength={40}
          required
          data-autofocus
          {...(failure === null ? {} : { error: failureText(failure) })}
        />
        {preview !== null && <GuestPreview preview={preview} />}
        <Button type="submit" size="md" loading={joining} disabled={name.trim() === ""}>
          {t("page.join")}
        </Button>
        <Text size="sm" c="dimmed">
          {t("page.explained")}
        </Text>
      </Stack>
    </form>
  );
}

interface VisitProps {
  choice: Choice;
  title: string;
  onEnd: () => void;
}

function Visit({ choice, title, onEnd }: VisitProps) {
  const { t } = useTranslation("guests");
  const [attempt, setAttempt] = useState(0);
  const [visit, setVisit] = useState(() => visitOf(choice, title, (name) => t("named", { name })));
  useEffect(() => visit.run(), [visit]);
  const stand = useSyncExternalStore(visit.subscribe, visit.stand);
  const again = (): void => {
    setAttempt((now) => now + 1);
    setVisit(visitOf(choice, title, (name) => t("named", { name })));
  };
  if (stand.name === "in") {
    return (
      <GuestCallLayer
        key={attempt}
        visit={visit}
        pass={choice.pass}
        chatId={stand.chatId}
        callId={stand.callId}
        myId={stand.myId}
        camera={choice.camera}
        muted={choice.muted}
        onClose={() => visit.leave()}
      />
    );
  }
  return <Standing stand={stand} visit={visit} onAgain={again} onEnd={onEnd} />;
}

function visitOf(choice: Choice, title: string, named: (name: string) => string): GuestVisit {
  return createGuestVisit({
    pass: choice.pass,
    name: choice.name,
    title,
    named,
    open: () => new WebSocket(socketUrl("/ws/guest")) as Wire,
    timers: browserTimers,
  });
}

interface StandingProps {
  stand: Exclude<GuestStand, { name: "in" }>;
  visit: GuestVisit;
  onAgain: () => void;
  onEnd: () => void;
}

function Standing({ stand, visit, onAgain, onEnd }: StandingProps) {
  const { t } = useTranslation("guests");
  switch (stand.name) {
    case "connecting":
      return <Waiting title={t("page.connecting")} visit={visit} onEnd={onEnd} />;
    case "noCall":
      return (
        <Waiting title={t("page.noCallTitle")} visit={visit} onEnd={onEnd}>
          {t("page.noCallText")}
        </Waiting>
      );
    case "waiting":
      return (
        <Waiting title={t("page.waitTitle")} visit={visit} onEnd={onEnd}>
          {t("page.waitText")}
        </Waiting>
      );
    case "locked":
      return (
        <Waiting title={t("page.lockedTitle")} visit={visit} onEnd={onEnd}>
          {t("page.lockedText")}
        </Waiting>
      );
    case "over":
      return <Over reason={stand.reason} onAgain={onAgain} />;
  }
}

interface WaitingProps {
  title: string;
  visit: GuestVisit;
  onEnd: () => void;
  children?: ReactNode;
}

function Waiting({ title, visit, onEnd, children }: WaitingProps) {
  const { t } = useTranslation("guests");
  return (
    <Stack align="center" py="xl" role="status">
      <Loader aria-hidden />
      <Title order={1} size="h3" ta="center">
        {title}
      </Title>
      {children != null && (
        <Text ta="center" c="dimmed">
          {children}
        </Text>
      )}
      <Button
        variant="default"
        onClick={() => {
          visit.leave();
          onEnd();
        }}
      >
        {t("page.leave")}
      </Button>
    </Stack>
  );
}

interface OverProps {
  reason: Extract<GuestStand, { name: "over" }>["reason"];
  /** `null` where there is no way back. */
  onAgain: (() => void) | null;
}

function Over({ reason, onAgain }: OverProps) {
  const { t } = useTranslation("guests");
  const isFinal = reason === "declined" || reason === "removed" || reason === "linkClosed";
  return (
    <div role="alert" data-guest-over={reason}>
      <EmptyState
        illustration={isFinal ? "trouble" : "calls"}
        title={t(`over.${reason}`)}
        text={t(`over.${reason}Text`)}
        action={
          !isFinal &&
          onAgain !== null && (
            <Button mt="sm" onClick={onAgain}>
              {reason === "ended" ? t("over.wait") : t("over.again")}
            </Button>
          )
        }
      />
    </div>
  );
}
