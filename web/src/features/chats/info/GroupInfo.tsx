import { Button, Loader, Switch, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useDisclosure } from "@mantine/hooks";
import { IconLink, IconPhonePlus, IconSearch, IconUserPlus } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Chat, ChatPatch, Member } from "@/api/types";
import { useCallLauncher } from "@/hooks/callLauncher";
import { useFailureText } from "@/hooks/failureText";
import { mayInviteGuests } from "@/hooks/mayInviteGuests";
import { useServerInfo } from "@/hooks/serverInfo";
import { ErrorState } from "@/ui/ErrorState";
import { useUpdateChat } from "../api/updateChat";
import { chatRights, membersInOrder } from "../groups/rights";
import { useServerNow } from "../useServerNow";
import classes from "./InfoPane.module.css";
import { MemberRow } from "./MemberRow";
import { useMembers } from "./useMembers";

const AddPeople = lazy(async () => ({ default: (await import("../groups/AddPeople")).AddPeople }));
const InviteLinks = lazy(async () => ({
  default: (await import("../groups/InviteLinks")).InviteLinks,
}));

/** From this many members on one looks for a name rather than for a row. */
const SEARCH_FROM = 12;

/** Who is in a group, who may come, and what holds for all of them. */
export function GroupInfo({ chat }: { chat: Chat }) {
  const { t } = useTranslation(["groups", "chats"]);
  const rights = chatRights(chat);
  const [adding, add] = useDisclosure(false);
  const [linking, links] = useDisclosure(false);
  const [inviting, guests] = useDisclosure(false);
  const launcher = useCallLauncher();
  const takesGuests = useServerInfo().data?.guests === true && mayInviteGuests(chat);
  return (
    <>
      {rights.settings && <GroupSettings chat={chat} />}
      <section>
        {chat.kind === "family" && <p className={classes["note"]}>{t("chats:info.familyNote")}</p>}
        <h3 className={classes["section"]}>{t("chats:info.members")}</h3>
        {(rights.addPeople || rights.links || takesGuests) && (
          <div className={classes["actions"]}>
            {rights.addPeople && (
              <Button variant="light" leftSection={<IconUserPlus size={18} />} onClick={add.open}>
                {t("groups:info.add")}
              </Button>
            )}
            {rights.links && (
              <Button variant="light" leftSection={<IconLink size={18} />} onClick={links.open}>
                {t("groups:info.links")}
              </Button>
            )}
            {takesGuests && launcher !== null && (
              <Button
                variant="light"
                leftSection={<IconPhonePlus size={18} />}
                onClick={guests.open}
              >
                {t("groups:info.guests")}
              </Button>
            )}
          </div>
        )}
        <Members chat={chat} />
      </section>
      {adding && (
        <Suspense fallback={null}>
          <AddPeople chat={chat} onClose={add.close} />
        </Suspense>
      )}
      {linking && (
        <Suspense fallback={null}>
          <InviteLinks chat={chat} onClose={links.close} />
        </Suspense>
      )}
      {inviting && launcher !== null && (
        <Suspense fallback={null}>
          <launcher.GuestLinks chatId={chat.id} role={chat.role} onClose={guests.close} />
        </Suspense>
      )}
    </>
  );
}

function GroupSettings({ chat }: { chat: Chat }) {
  const { t } = useTranslation("groups");
  const failureText = useFailureText();
  const update = useUpdateChat(chat.id);

  function change(patch: ChatPatch): void {
    update.mutate(patch, {
      onError: (error) => notifications.show({ message: failureText(error), color: "red" }),
    });
  }

  // What was chosen shows at once; the event that confirms it, or the refusal, decides.
  const wanted = update.isPending ? update.variables : {};
  return (
    <section className={classes["switches"]} aria-label={t("info.settings")}>
      <Switch
        label={t("info.mayAdd")}
        description={t("info.mayAddHint")}
        checked={wanted.membersMayAdd ?? chat.membersMayAdd !== false}
        onChange={(event) => change({ membersMayAdd: event.currentTarget.checked })}
      />
      <Switch
        label={t("info.history")}
        description={t("info.historyHint")}
        checked={wanted.historyForNewcomers ?? chat.historyForNewcomers !== false}
        onChange={(event) => change({ historyForNewcomers: event.currentTarget.checked })}
      />
      <Switch
        label={t("info.audioRoom")}
        description={t("info.audioRoomHint")}
        checked={wanted.audioRoom ?? chat.audioRoom === true}
        onChange={(event) => change({ audioRoom: event.currentTarget.checked })}
      />
    </section>
  );
}

function Members({ chat }: { chat: Chat }) {
  const { t } = useTranslation("chats");
  const { t: tCommon } = useTranslation();
  const failureText = useFailureText();
  const { members, error, retry } = useMembers(chat);
  if (members !== undefined) return <MemberList chat={chat} members={members} />;
  if (error === null) return <Loader size="sm" aria-label={tCommon("loading")} />;
  return (
    <ErrorState
      title={t("info.membersFailed")}
      text={failureText(error)}
      actionLabel={tCommon("retry")}
      onAction={retry}
    />
  );
}

function MemberList({ chat, members }: { chat: Chat; members: Member[] }) {
  const { t, i18n } = useTranslation(["groups", "chats"]);
  const now = useServerNow();
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLocaleLowerCase();
  const shown = membersInOrder(members, i18n.language).filter(
    ({ user }) =>
      user.displayName.toLocaleLowerCase().includes(wanted) || user.login.includes(wanted),
  );
  return (
    <>
      {members.length >= SEARCH_FROM && (
        <TextInput
          role="searchbox"
          aria-label={t("groups:info.findMember")}
          placeholder={t("groups:info.findMember")}
          leftSection={<IconSearch size={18} aria-hidden />}
          variant="filled"
          radius="xl"
          mt="sm"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      {shown.length === 0 ? (
        <p className={classes["note"]}>{t("groups:info.nobodyFound")}</p>
      ) : (
        <ul className={classes["members"]} role="list" aria-label={t("chats:info.members")}>
          {shown.map((member) => (
            <li key={member.user.id}>
              <MemberRow chat={chat} member={member} now={now} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
