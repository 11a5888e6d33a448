import { Button, Loader, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { Chat, Message } from "@/api/types";
import { useFailureText } from "@/hooks/failureText";
import { useMessenger } from "@/hooks/messengerContext";
import { dateOf } from "@/lib/moments";
import { paths } from "@/lib/paths";
import { ErrorState } from "@/ui/ErrorState";
import { useShared, type Having } from "../api/sharedFiles";
import { linkAt, type Link as WebLink } from "../text/links";
import { Tile } from "./Album";
import { AudioRow } from "./AudioRow";
import { DocumentRow } from "./DocumentRow";
import classes from "./SharedMedia.module.css";
import { fileKind, filesOf } from "./shownFile";
import { useViewer, viewedOf } from "./viewer";
import { VoiceRow } from "./VoiceRow";

export interface SharedMediaProps {
  chat: Chat;
}

const KINDS = ["photo", "file", "link", "voice"] as const;

/** All that was sent in a chat besides words, by kind. */
export default function SharedMedia({ chat }: SharedMediaProps) {
  const { t } = useTranslation("media");
  const [kind, setKind] = useState<Having>("photo");
  return (
    <section className={classes["root"]} aria-label={t("shared.title")}>
      <SegmentedControl
        fullWidth
        size="xs"
        value={kind}
        onChange={(value) => setKind(KINDS.find((one) => one === value) ?? "photo")}
        data={[
          { value: "photo", label: t("shared.media") },
          { value: "file", label: t("shared.files") },
          { value: "link", label: t("shared.links") },
          { value: "voice", label: t("shared.voices") },
        ]}
      />
      <Shared key={kind} chat={chat} kind={kind} />
    </section>
  );
}

const EMPTY = {
  photo: "shared.emptyMedia",
  file: "shared.emptyFiles",
  link: "shared.emptyLinks",
  voice: "shared.emptyVoices",
} as const;

function Shared({ chat, kind }: { chat: Chat; kind: Having }) {
  const { t } = useTranslation("media");
  const { t: tCommon } = useTranslation();
  const failureText = useFailureText();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useShared(
    chat.id,
    kind,
  );
  if (data === undefined) {
    return error === null ? (
      <Loader size="sm" aria-label={tCommon("loading")} />
    ) : (
      <ErrorState
        title={t("shared.failed")}
        text={failureText(error)}
        actionLabel={tCommon("retry")}
        onAction={() => void refetch()}
      />
    );
  }
  const messages = data.pages.flatMap((page) => page.items.map(({ message }) => message));
  if (messages.length === 0) return <p className={classes["empty"]}>{t(EMPTY[kind])}</p>;
  return (
    <>
      {kind === "photo" ? (
        <Pictures messages={messages} />
      ) : (
        <ul className={classes["list"]} role="list">
          {messages.map((message) => (
            <li key={message.id}>
              <Entry chat={chat} message={message} kind={kind} />
            </li>
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button
          variant="subtle"
          fullWidth
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {t("shared.more")}
        </Button>
      )}
    </>
  );
}

function Pictures({ messages }: { messages: readonly Message[] }) {
  const viewer = useViewer();
  const list = viewedOf(messages);
  return (
    <div className={classes["grid"]}>
      {list.map(({ file }, index) => (
        <div key={file.key} className={classes["cell"]}>
          <Tile
            file={file}
            place={index + 1}
            count={list.length}
            onOpen={(fileId) => viewer.open(list, fileId)}
          />
        </div>
      ))}
    </div>
  );
}

function Entry({ chat, message, kind }: { chat: Chat; message: Message; kind: Having }) {
  const { i18n } = useTranslation();
  const messenger = useMessenger();
  const day = dateOf(Date.parse(message.createdAt), messenger.serverNow(), i18n.language);
  const place = `${paths.chat(chat.id)}?message=${message.seq}`;
  return (
    <div className={classes["entry"]}>
      {kind === "link" ? (
        <Links text={message.text ?? ""} />
      ) : (
        filesOf(message).map((file) => {
          if (kind === "voice") {
            return <VoiceRow key={file.key} chatId={chat.id} seq={message.seq} file={file} />;
          }
          return fileKind(file) === "audio" ? (
            <AudioRow key={file.key} file={file} />
          ) : (
            <DocumentRow key={file.key} file={file} />
          );
        })
      )}
      <Link to={place} className={classes["day"]}>
        {day}
      </Link>
    </div>
  );
}

function Links({ text }: { text: string }) {
  return linksIn(text).map((link, index) => (
    <a
      key={index}
      className={classes["link"]}
      href={link.href}
      target="_blank"
      rel="noopener noreferrer nofollow"
    >
      {link.text}
    </a>
  ));
}

function linksIn(text: string): WebLink[] {
  const links: WebLink[] = [];
  for (let at = 0; at < text.length;) {
    const link = linkAt(text, at);
    if (link !== null) links.push(link);
    at += link?.text.length ?? 1;
  }
  return links;
}
