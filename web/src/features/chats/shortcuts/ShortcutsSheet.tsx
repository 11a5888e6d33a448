import { Kbd, Modal, Table } from "@mantine/core";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";

export interface ShortcutsSheetProps {
  opened: boolean;
  onClose: () => void;
}

/** What the keys do. */
export function ShortcutsSheet({ opened, onClose }: ShortcutsSheetProps) {
  const { t } = useTranslation("chats");
  const { t: tCommon } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("shortcuts.title")}
      closeButtonProps={{ "aria-label": tCommon("close") }}
    >
      <Table>
        <Table.Tbody>
          {ROWS.map(({ name, keys }) => (
            <Table.Tr key={name}>
              <Table.Td>{t(`shortcuts.${name}`)}</Table.Td>
              <Table.Td ta="end">
                {keys.map((key, index) => (
                  <Fragment key={key}>
                    {index > 0 && ` ${t("shortcuts.or")} `}
                    <Kbd>{key}</Kbd>
                  </Fragment>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}

const ROWS = [
  { name: "search", keys: ["Ctrl + K", "⌘ K"] },
  { name: "find", keys: ["Ctrl + F", "⌘ F"] },
  { name: "list", keys: ["↑", "↓"] },
  { name: "compose", keys: ["/"] },
  { name: "send", keys: ["Enter"] },
  { name: "newline", keys: ["Shift + Enter"] },
  { name: "editLast", keys: ["↑"] },
  { name: "menu", keys: ["Shift + F10", "Enter"] },
  { name: "escape", keys: ["Esc"] },
  { name: "callMute", keys: ["M"] },
  { name: "callCamera", keys: ["V"] },
  { name: "callScreen", keys: ["S"] },
  { name: "callHold", keys: ["H"] },
  { name: "callHangUp", keys: ["Ctrl + Shift + H", "⌘ ⇧ H"] },
  { name: "help", keys: ["?"] },
] as const;
