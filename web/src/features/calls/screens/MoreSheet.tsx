import { Button, Divider, Drawer, Stack, Text } from "@mantine/core";
import {
  IconMessageCircle,
  IconPictureInPicture,
  IconPlayerPause,
  IconPlayerPlay,
  IconUserPlus,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { paths } from "@/lib/paths";
import type { CallView } from "../live/callSession";
import { isTalking } from "../live/phase";
import { useCallSession, useLiveCalls } from "./callsContext";
import { DeviceChoices } from "./DeviceChoices";
import { useFloating } from "./floatingContext";

export interface MoreSheetProps {
  call: CallView;
  opened: boolean;
  onClose: () => void;
  /** Somebody is to be added to the call. */
  onAdd: () => void;
}

/** What is needed less often in a call, and its devices. */
export function MoreSheet({ call, opened, onClose, onAdd }: MoreSheetProps) {
  const { t } = useTranslation("calls");
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="bottom"
      size="min(42rem, 92dvh)"
      zIndex={430}
      title={t("more.title")}
      closeButtonProps={{ "aria-label": t("ended.close") }}
    >
      <Stack maw={480} mx="auto" pb="lg" gap="md">
        <MoreActions call={call} onDone={onClose} onAdd={onAdd} />
        <Divider />
        <DeviceChoices call={call} />
        {call.screen.status === "unavailable" && (
          <Text size="sm" c="dimmed">
            {t("screenShare.unavailable")}
          </Text>
        )}
        <Text size="sm" c="dimmed" visibleFrom="sm">
          {t("more.keys")}
        </Text>
      </Stack>
    </Drawer>
  );
}

interface MoreActionsProps {
  call: CallView;
  onDone: () => void;
  onAdd: () => void;
}

function MoreActions({ call, onDone, onAdd }: MoreActionsProps) {
  const { t } = useTranslation(["calls", "ring"]);
  const calls = useLiveCalls();
  const session = useCallSession();
  const navigate = useNavigate();
  const floating = useFloating();
  const { chatId } = call;
  return (
    <Stack gap="xs">
      {isTalking(call.phase) && !call.held && (
        <Button
          variant="light"
          size="md"
          justify="start"
          leftSection={<IconUserPlus size={20} />}
          onClick={() => {
            onDone();
            onAdd();
          }}
        >
          {t("ring:add.button")}
        </Button>
      )}
      {isTalking(call.phase) && (
        <Button
          variant="light"
          size="md"
          justify="start"
          leftSection={call.held ? <IconPlayerPlay size={20} /> : <IconPlayerPause size={20} />}
          onClick={() => {
            session.setHold(!call.held);
            onDone();
          }}
        >
          {call.held ? t("hold.resume") : t("hold.action")}
        </Button>
      )}
      {isTalking(call.phase) && floating.open !== null && (
        <Button
          variant="light"
          size="md"
          justify="start"
          leftSection={<IconPictureInPicture size={20} />}
          onClick={() => {
            if (floating.isOpen) floating.close();
            else floating.open?.();
            onDone();
          }}
        >
          {floating.isOpen ? t("more.notFloating") : t("more.floating")}
        </Button>
      )}
      {chatId !== null && (
        <Button
          variant="light"
          size="md"
          justify="start"
          leftSection={<IconMessageCircle size={20} />}
          onClick={() => {
            calls.setMinimised(true);
            void navigate(paths.chat(chatId));
          }}
        >
          {t("more.chat")}
        </Button>
      )}
    </Stack>
  );
}
