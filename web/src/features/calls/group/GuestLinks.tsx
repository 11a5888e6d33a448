import { Button, Group, Input, Loader, Modal, SegmentedControl, Stack, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { CallGuestLink, ChatId, MemberRole } from "@/api/types";
import { useFailureText } from "@/hooks/failureText";
import { useMe } from "@/hooks/session";
import { addLateTexts } from "@/i18n/late";
import { ErrorState } from "@/ui/ErrorState";
import { IconButton } from "@/ui/IconButton";
import { LinkShare } from "@/ui/LinkShare";
import { useCreateGuestLink, useGuestLinks, useRevokeGuestLink } from "../api/guests";
import { usePerson } from "../screens/person";
import classes from "./GuestLinks.module.css";

addLateTexts();

export interface GuestLinksProps {
  chatId: ChatId;
  /** Of the person who looks. */
  role: MemberRole | undefined;
  onClose: () => void;
}

const SECONDS = { hour: 3_600, day: 86_400, week: 604_800 } as const;

/** The links by which people without an account come into this group's calls: to make, hand on and revoke. */
export function GuestLinks({ chatId, role, onClose }: GuestLinksProps) {
  const { t } = useTranslation(["guests", "common"]);
  const isPhone = useMediaQuery("(max-width: 40em)");
  const failureText = useFailureText();
  const create = useCreateGuestLink(chatId);
  const [lifetime, setLifetime] = useState<keyof typeof SECONDS>("day");
  const url = create.data?.url;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("guests:links.title")}
      fullScreen={isPhone === true}
      zIndex={440}
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      {url != null ? (
        <Stack>
          <Text role="status">{t("guests:links.made")}</Text>
          <LinkShare url={url} />
          <Button variant="default" onClick={() => create.reset()}>
            {t("guests:links.done")}
          </Button>
        </Stack>
      ) : (
        <Stack>
          <Text size="sm" c="dimmed">
            {t("guests:links.text")}
          </Text>
          <Input.Wrapper label={t("guests:links.lifetime")} labelElement="div">
            <SegmentedControl
              fullWidth
              aria-label={t("guests:links.lifetime")}
              value={lifetime}
              onChange={(value) => setLifetime(value)}
              data={[
                { value: "hour", label: t("guests:links.hour") },
                { value: "day", label: t("guests:links.day") },
                { value: "week", label: t("guests:links.week") },
              ]}
            />
          </Input.Wrapper>
          <Button loading={create.isPending} onClick={() => create.mutate(SECONDS[lifetime])}>
            {t("guests:links.create")}
          </Button>
          {create.isError && (
            <Text size="sm" c="red" role="alert">
              {failureText(create.error)}
            </Text>
          )}
          <Links chatId={chatId} role={role} />
        </Stack>
      )}
    </Modal>
  );
}

function Links({ chatId, role }: Pick<GuestLinksProps, "chatId" | "role">) {
  const { t } = useTranslation(["guests", "common"]);
  const failureText = useFailureText();
  const me = useMe();
  const links = useGuestLinks(chatId);
  const revoke = useRevokeGuestLink(chatId);
  if (links.data === undefined) {
    if (links.error === null) return <Loader size="sm" aria-label={t("common:loading")} />;
    return (
      <ErrorState
        title={t("guests:links.failed")}
        text={failureText(links.error)}
        actionLabel={t("common:retry")}
        onAction={() => void links.refetch()}
      />
    );
  }
  const leads = role === "owner" || role === "admin";
  return (
    <>
      <Text fw={600}>{t("guests:links.list")}</Text>
      {links.data.items.length === 0 && <Text c="dimmed">{t("guests:links.empty")}</Text>}
      <ul className={classes["list"]} role="list" aria-label={t("guests:links.list")}>
        {links.data.items.map((link) => (
          <Link
            key={link.id}
            link={link}
            isMine={link.createdBy === me.id}
            mayRevoke={leads || link.createdBy === me.id}
            onRevoke={() => revoke.mutate(link.id)}
          />
        ))}
      </ul>
    </>
  );
}

interface LinkProps {
  link: CallGuestLink;
  isMine: boolean;
  mayRevoke: boolean;
  onRevoke: () => void;
}

function Link({ link, isMine, mayRevoke, onRevoke }: LinkProps) {
  const { t, i18n } = useTranslation(["guests", "common"]);
  const [asked, setAsked] = useState(false);
  const { name } = usePerson(link.createdBy);
  const until = new Intl.DateTimeFormat(i18n.language, { dateStyle: "medium", timeStyle: "short" });
  return (
    <li>
      <div className={classes["link"]}>
        <span>
          <Text fw={600}>{isMine ? t("links.mine") : t("links.by", { name })}</Text>
          <Text size="sm" c="dimmed">
            {t("links.until", { moment: until.format(Date.parse(link.expiresAt)) })}
          </Text>
        </span>
        {mayRevoke && !asked && (
          <IconButton
            label={t("links.revoke")}
            icon={<IconTrash size={20} />}
            color="red"
            onClick={() => setAsked(true)}
          />
        )}
      </div>
      {asked && (
        <Stack gap="xs" role="alert">
          <Text size="sm">{t("links.revokeText")}</Text>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" size="sm" onClick={() => setAsked(false)}>
              {t("common:cancel")}
            </Button>
            <Button color="red" size="sm" onClick={onRevoke}>
              {t("links.revoke")}
            </Button>
          </Group>
        </Stack>
      )}
    </li>
  );
}
