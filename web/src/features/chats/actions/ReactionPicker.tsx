import { Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";

import EmojiPicker from "../emoji/EmojiPicker";

export interface ReactionPickerProps {
  onPick: (emoji: string) => void;
  onClose: () => void;
}

/** All emoji, to answer a message with one. */
export default function ReactionPicker({ onPick, onClose }: ReactionPickerProps) {
  const { t } = useTranslation("actions");
  const { t: tCommon } = useTranslation();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("react.pick")}
      size="auto"
      centered
      closeButtonProps={{ "aria-label": tCommon("close") }}
    >
      <EmojiPicker onPick={onPick} />
    </Modal>
  );
}
