import { useMediaQuery } from "@mantine/hooks";
import { IconArrowLeft, IconX } from "@tabler/icons-react";
import { lazy, Suspense, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import type { Chat, User } from "@/api/types";
import { usePresence } from "@/hooks/chats";
import { useFailureText } from "@/hooks/failureText";
import { useMe } from "@/hooks/session";
import { peerOf } from "@/realtime/selectors";
import { IconButton } from "@/ui/IconButton";
import { PhotoPicker } from "@/ui/photo/PhotoPicker";
import { deleteGroupPhoto, putGroupPhoto } from "../api/groupPhoto";
import { ChatAvatar } from "../ChatAvatar";
import { useChatTitle, usePresenceText } from "../chatWords";
import { chatRights } from "../groups/rights";
import { THREE_PANES } from "../screenSizes";
import { useServerNow } from "../useServerNow";
import { EditChat } from "./EditChat";
import { GroupInfo } from "./GroupInfo";
import classes from "./InfoPane.module.css";
import { MySide } from "./MySide";
import { PersonInfo } from "./PersonInfo";

const SharedMedia = lazy(() => import("../media/SharedMedia"));

export interface InfoPaneProps {
  chat: Chat;
  onClose: () => void;
}

/** About a chat: who is in it and what can be changed. A third pane, or in the chat's place. */
export function InfoPane({ chat, onClose }: InfoPaneProps) {
  const { t } = useTranslation(["chats", "groups"]);
  const me = useMe();
  const heading = useRef<HTMLHeadingElement>(null);
  const isBeside = useMediaQuery(THREE_PANES, true, { getInitialValueInEffect: false });
  const title = useChatTitle()(chat);
  const peer = peerOf(chat, me.id);

  useEffect(() => heading.current?.focus(), []);

  return (
    <aside className={classes["root"]} aria-label={t("chats:info.title")}>
      <header className={classes["bar"]}>
        <IconButton
          label={t("chats:info.close")}
          icon={isBeside ? <IconX size={22} /> : <IconArrowLeft size={24} />}
          onClick={onClose}
        />
        <h2 className={classes["barTitle"]} ref={heading} tabIndex={-1}>
          {t("chats:info.title")}
        </h2>
      </header>
      <div className={classes["content"]}>
        <div className={classes["who"]}>
          <Photo chat={chat} title={title} />
          {chatRights(chat).edit ? (
            <EditChat chat={chat} title={title} />
          ) : (
            <h3 className={classes["title"]}>{title}</h3>
          )}
          {peer !== null ? (
            <PeerPresence user={peer} />
          ) : (
            <p className={classes["note"]}>
              {chat.kind === "saved"
                ? t("groups:info.savedNote")
                : t("chats:members", { count: chat.memberCount })}
            </p>
          )}
          {chat.description != null && chat.description !== "" && (
            <p className={classes["description"]}>{chat.description}</p>
          )}
        </div>
        {peer !== null && <PersonInfo chat={chat} user={peer} />}
        <MySide chat={chat} />
        {(chat.kind === "group" || chat.kind === "family") && <GroupInfo chat={chat} />}
        <Suspense>
          <SharedMedia chat={chat} />
        </Suspense>
      </div>
    </aside>
  );
}

function Photo({ chat, title }: { chat: Chat; title: string }) {
  const failureText = useFailureText();
  if (chat.kind !== "group" || !chatRights(chat).edit) return <ChatAvatar chat={chat} size={104} />;
  return (
    <PhotoPicker
      id={chat.id}
      name={title}
      src={chat.avatarUrl}
      onPick={async (photo) => void (await putGroupPhoto(chat.id, photo))}
      onRemove={
        chat.avatarUrl == null ? undefined : async () => void (await deleteGroupPhoto(chat.id))
      }
      errorText={failureText}
    />
  );
}

function PeerPresence({ user }: { user: User }) {
  const now = useServerNow();
  const text = usePresenceText()(usePresence(user.id), now);
  return text === null ? null : <p className={classes["note"]}>{text}</p>;
}
