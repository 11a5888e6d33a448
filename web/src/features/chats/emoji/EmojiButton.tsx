import { Center, Loader, Popover } from "@mantine/core";
import { IconMoodSmile } from "@tabler/icons-react";
import { Suspense, lazy, useState } from "react";
import { useTranslation } from "react-i18next";

import { IconButton } from "@/ui/IconButton";

export interface EmojiButtonProps {
  onPick: (char: string) => void;
  /** Called when the picker was closed without leaving for elsewhere. */
  onClose?: () => void;
}

const EmojiPicker = lazy(() => import("./EmojiPicker"));

/** Opens all emoji; several may be picked in a row. */
export function EmojiButton({ onPick, onClose }: EmojiButtonProps) {
  const { t } = useTranslation("writing");
  const [opened, setOpened] = useState(false);
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      {...(onClose && { onClose })}
      position="top-end"
      shadow="md"
      trapFocus
      returnFocus={false}
      withinPortal
    >
      <Popover.Target>
        <IconButton
          label={t("emoji.open")}
          icon={<IconMoodSmile size={24} stroke={1.75} />}
          onClick={() => setOpened((was) => !was)}
          aria-expanded={opened}
        />
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <Suspense
          fallback={
            <Center w="min(20rem, calc(100vw - 3rem))" h={160}>
              <Loader size="sm" aria-label={t("emoji.loading")} />
            </Center>
          }
        >
          <EmojiPicker onPick={onPick} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
