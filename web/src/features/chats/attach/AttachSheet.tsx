import { Alert, Button, Loader, Modal, Switch, Textarea } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconPlayerPlayFilled, IconPlus, IconX } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Chat } from "@/api/types";
import { useDraft } from "@/hooks/chats";
import { useFailureText } from "@/hooks/failureText";
import { useMessenger } from "@/hooks/messengerContext";
import { sizeText } from "@/lib/sizes";
import { textRoom } from "../composer/textLimit";
import { extensionOf, shortName } from "../media/fileWords";
import { PHONE, TOUCH } from "../screenSizes";
import type { ChosenAs } from "./attachContext";
import classes from "./AttachSheet.module.css";
import { MAX_CHOSEN, parcels } from "./parcels";
import { useChosen, type ChosenFile } from "./useChosen";

export interface AttachSheetProps {
  chat: Chat;
  /** In the order of choosing; grows while the sheet is open. */
  chosen: readonly { files: readonly File[]; as: ChosenAs }[];
  onChoose: (files: readonly File[], as: ChosenAs) => void;
  onClose: () => void;
}

/** What is about to be sent: looked through, thinned out, given a caption. */
export default function AttachSheet({ chat, chosen, onChoose, onClose }: AttachSheetProps) {
  const { t } = useTranslation("media");
  const messenger = useMessenger();
  const failureText = useFailureText();
  const draft = useDraft(chat.id);
  const isPhone = useMediaQuery(PHONE, false, { getInitialValueInEffect: false });
  const isTouch = useMediaQuery(TOUCH, false, { getInitialValueInEffect: false });
  const files = useChosen(chosen);
  // What was written already becomes the caption.
  const [caption, setCaption] = useState(draft);
  const [phase, setPhase] = useState<"looking" | "sending">("looking");
  const [failure, setFailure] = useState<unknown>(null);
  const more = useRef<HTMLInputElement>(null);
  const { list } = files;
  const isReady = list.every((one) => one.ready !== null);
  const hasPhotos = list.some((one) => one.file.type.startsWith("image/"));
  const isTooLong = textRoom(caption.trim()).kind === "over";
  const isBusy = phase === "sending" || !isReady;

  // Nothing left to send: neither is the sheet.
  const isEmpty = list.length === 0 && files.empty.length === 0;
  useEffect(() => {
    if (isEmpty) onClose();
  }, [isEmpty, onClose]);

  async function send(): Promise<void> {
    if (isBusy || isTooLong || list.length === 0) return;
    setPhase("sending");
    setFailure(null);
    messenger.timeline.returnToNewest(chat.id);
    const ready = list.flatMap((one) => one.ready ?? []);
    const sent = new Set<unknown>();
    try {
      for (const [index, parcel] of parcels(ready).entries()) {
        const text = index === 0 ? caption.trim() : "";
        await messenger.messages.sendFiles(chat.id, { text, files: parcel });
        for (const file of parcel) sent.add(file);
        if (index === 0) messenger.chats.setDraft(chat.id, "");
      }
      onClose();
    } catch (caught) {
      // What has been taken is on its way; only the rest remains to be decided.
      for (const one of list) if (sent.has(one.ready)) files.remove(one.id);
      if (sent.size > 0) setCaption("");
      setFailure(caught);
      setPhase("looking");
    }
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t("attach.title", { count: list.length })}
      fullScreen={isPhone}
      size="md"
      closeButtonProps={{ "aria-label": t("attach.cancel") }}
      classNames={{ body: classes["body"] ?? "", content: classes["content"] ?? "" }}
      transitionProps={{ transition: "fade", duration: 150 }}
    >
      <ul className={classes["list"]} aria-label={t("attach.list")} role="list">
        {list.map((one) => (
          <Item
            key={one.id}
            item={one}
            large={list.length === 1}
            onRemove={() => files.remove(one.id)}
          />
        ))}
      </ul>
      {files.empty.map((name) => (
        <Alert key={name} color="red" variant="light">
          {t("attach.empty", { name })}
        </Alert>
      ))}
      {files.tooMany && (
        <Alert color="red" variant="light">
          {t("attach.tooMany", { count: MAX_CHOSEN })}
        </Alert>
      )}
      {failure !== null && (
        <Alert color="red" variant="light" role="alert">
          {failureText(failure)}
        </Alert>
      )}
      {hasPhotos && (
        <Switch
          label={t("attach.asFiles")}
          checked={files.asFiles}
          onChange={(event) => files.setAsFiles(event.currentTarget.checked)}
        />
      )}
      <Textarea
        label={t("attach.caption")}
        autosize
        minRows={1}
        maxRows={4}
        value={caption}
        data-autofocus={isTouch ? undefined : true}
        dir="auto"
        aria-invalid={isTooLong || undefined}
        onChange={(event) => setCaption(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || isTouch) return;
          if (event.nativeEvent.isComposing) return;
          event.preventDefault();
          void send();
        }}
      />
      <div className={classes["actions"]}>
        <Button
          variant="subtle"
          leftSection={<IconPlus size={18} />}
          onClick={() => more.current?.click()}
        >
          {t("attach.addMore")}
        </Button>
        <input
          ref={more}
          type="file"
          hidden
          multiple
          onChange={(event) => {
            onChoose([...(event.currentTarget.files ?? [])], files.asFiles ? "files" : "media");
            event.currentTarget.value = "";
          }}
        />
        <Button
          loading={isBusy}
          disabled={isTooLong || list.length === 0}
          onClick={() => void send()}
        >
          {t("attach.send")}
        </Button>
      </div>
    </Modal>
  );
}

interface ItemProps {
  item: ChosenFile;
  /** The only one. */
  large: boolean;
  onRemove: () => void;
}

function Item({ item, large, onRemove }: ItemProps) {
  const { t, i18n } = useTranslation("media");
  const { file, ready, previewUrl } = item;
  const isVideo = file.type.startsWith("video/");
  const isVisual =
    isVideo || (file.type.startsWith("image/") && (ready === null || previewUrl !== null));
  return (
    <li
      className={classes["item"]}
      data-visual={isVisual || undefined}
      data-large={large || undefined}
    >
      {isVisual ? (
        <span className={classes["picture"]}>
          {previewUrl !== null && <img src={previewUrl} alt={file.name} />}
          {ready === null && <Loader size="sm" aria-label={t("attach.preparing")} />}
          {ready !== null && isVideo && (
            <span className={classes["play"]}>
              <IconPlayerPlayFilled size={20} aria-hidden />
            </span>
          )}
        </span>
      ) : (
        <>
          <span className={classes["sheet"]} aria-hidden>
            {extensionOf(file.name)}
          </span>
          <span className={classes["words"]}>
            <span>{shortName(file.name)}</span>
            <span className={classes["note"]}>{sizeText(file.size, i18n.language)}</span>
          </span>
        </>
      )}
      <button
        type="button"
        className={classes["remove"]}
        aria-label={t("attach.remove", { name: file.name })}
        onClick={onRemove}
      >
        <IconX size={18} aria-hidden />
      </button>
    </li>
  );
}
