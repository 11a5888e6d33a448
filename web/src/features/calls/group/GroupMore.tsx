import { Button, Divider, Drawer, Stack, Switch, Text } from "@mantine/core";
import {
  IconCameraRotate,
  IconDownload,
  IconLayoutGrid,
  IconLayoutList,
  IconMessageCircle,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import type { ChatId } from "@/api/types";
import { paths } from "@/lib/paths";
import { DeviceChoices } from "../screens/DeviceChoices";
import { saveCallLog } from "../screens/saveCallLog";
import type { Layout } from "./arrange";
import type { GroupCall, GroupView } from "./groupCall";
import { GuestsInside } from "./GuestsInside";
import { kept } from "./kept";

export interface GroupMoreProps {
  call: GroupCall;
  view: GroupView;
  chatId: ChatId;
  layout: Layout;
  onLayout: (layout: Layout) => void;
  opened: boolean;
  onClose: () => void;
  /** `null` for a guest: there is no chat behind the call. */
  onMinimise: (() => void) | null;
}

/** What is needed less often in a group call, and its devices. */
export function GroupMore(props: GroupMoreProps) {
  const { call, view, chatId, layout, onLayout, opened, onClose, onMinimise } = props;
  const { t } = useTranslation(["calls", "room"]);
  const navigate = useNavigate();
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
        <Stack gap="xs">
          <Button
            variant="light"
            size="md"
            justify="start"
            leftSection={
              layout === "grid" ? <IconLayoutList size={20} /> : <IconLayoutGrid size={20} />
            }
            onClick={() => {
              onLayout(layout === "grid" ? "speaker" : "grid");
              onClose();
            }}
          >
            {layout === "grid" ? t("room:layout.toSpeaker") : t("room:layout.toGrid")}
          </Button>
          {view.local.camera.status === "on" && (
            <Button
              variant="light"
              size="md"
              justify="start"
              leftSection={<IconCameraRotate size={20} />}
              onClick={() => call.switchCamera()}
            >
              {t("controls.switchCamera")}
            </Button>
          )}
          {onMinimise !== null && (
            <Button
              variant="light"
              size="md"
              justify="start"
              leftSection={<IconMessageCircle size={20} />}
              onClick={() => {
                onClose();
                onMinimise();
                void navigate(paths.chat(chatId));
              }}
            >
              {t("more.chat")}
            </Button>
          )}
          {onMinimise !== null && <GuestsInside view={view} chatId={chatId} />}
        </Stack>
        <Divider />
        <DeviceChoices call={view} />
        <Switch
          label={t("room:sounds.label")}
          description={t("room:sounds.hint")}
          defaultChecked={kept.sounds()}
          onChange={(event) => kept.keepSounds(event.currentTarget.checked)}
        />
        {view.screen.status === "unavailable" && (
          <Text size="sm" c="dimmed">
            {t("screenShare.unavailable")}
          </Text>
        )}
        <Divider />
        <Button
          variant="light"
          leftSection={<IconDownload size={20} />}
          onClick={() => saveCallLog(call.log())}
        >
          {t("quality.saveLog")}
        </Button>
        <Text size="sm" c="dimmed">
          {t("quality.logHint")}
        </Text>
        <Text size="sm" c="dimmed" visibleFrom="sm">
          {t("room:more.keys")}
        </Text>
      </Stack>
    </Drawer>
  );
}
