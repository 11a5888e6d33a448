import { Menu } from "@mantine/core";
import {
  IconBlockquote,
  IconBold,
  IconCode,
  IconEyeOff,
  IconItalic,
  IconStrikethrough,
  IconTypography,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";

import { IconButton } from "@/ui/IconButton";
import type { Format } from "./editText";

export interface FormatMenuProps {
  onFormat: (format: Format) => void;
}

interface Choice {
  format: Format;
  icon: ComponentType<{ size?: number }>;
  keys?: string;
}

const CHOICES: readonly Choice[] = [
  { format: "bold", icon: IconBold, keys: "Ctrl B" },
  { format: "italic", icon: IconItalic, keys: "Ctrl I" },
  { format: "strike", icon: IconStrikethrough, keys: "Ctrl Shift X" },
  { format: "code", icon: IconCode, keys: "Ctrl Shift M" },
  { format: "spoiler", icon: IconEyeOff, keys: "Ctrl Shift P" },
  { format: "quote", icon: IconBlockquote },
];

/** What can be done to the words that are selected. */
export function FormatMenu({ onFormat }: FormatMenuProps) {
  const { t } = useTranslation("writing");
  return (
    <Menu position="top-end" shadow="md" withinPortal returnFocus={false}>
      <Menu.Target>
        <IconButton
          label={t("format.open")}
          icon={<IconTypography size={22} stroke={1.75} />}
          // The field keeps its selection, on which the choice works.
          onPointerDown={(event) => event.preventDefault()}
        />
      </Menu.Target>
      <Menu.Dropdown>
        {CHOICES.map(({ format, icon: Icon, keys }) => (
          <Menu.Item
            key={format}
            leftSection={<Icon size={18} />}
            rightSection={keys}
            onClick={() => onFormat(format)}
          >
            {t(`format.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
