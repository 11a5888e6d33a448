import { Menu } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconCamera, IconFile, IconPaperclip, IconPhoto, IconVideo } from "@tabler/icons-react";
import { useRef, type ChangeEvent } from "react";
import { useTranslation } from "react-i18next";

import { IconButton } from "@/ui/IconButton";
import { TOUCH } from "../screenSizes";
import { useAttach, type ChosenAs } from "./attachContext";

/** Chooses photos, videos and files for the open chat, or takes them with a phone's camera. */
export function AttachButton() {
  const { t } = useTranslation("media");
  const attach = useAttach();
  const isTouch = useMediaQuery(TOUCH, false, { getInitialValueInEffect: false });
  const media = useRef<HTMLInputElement>(null);
  const documents = useRef<HTMLInputElement>(null);
  const photo = useRef<HTMLInputElement>(null);
  const video = useRef<HTMLInputElement>(null);

  function chosen(as: ChosenAs) {
    return (event: ChangeEvent<HTMLInputElement>): void => {
      attach.choose([...(event.currentTarget.files ?? [])], as);
      // The same file may be chosen again.
      event.currentTarget.value = "";
    };
  }

  return (
    <>
      <Menu position="top-start" width={230} trapFocus returnFocus>
        <Menu.Target>
          <IconButton label={t("attach.button")} icon={<IconPaperclip size={22} stroke={1.75} />} />
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPhoto size={20} />} onClick={() => media.current?.click()}>
            {t("attach.media")}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconFile size={20} />}
            onClick={() => documents.current?.click()}
          >
            {t("attach.document")}
          </Menu.Item>
          {isTouch && (
            <>
              <Menu.Item
                leftSection={<IconCamera size={20} />}
                onClick={() => photo.current?.click()}
              >
                {t("attach.camera")}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconVideo size={20} />}
                onClick={() => video.current?.click()}
              >
                {t("attach.recordVideo")}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <input ref={media} type="file" hidden multiple accept={VISUAL} onChange={chosen("media")} />
      <input ref={documents} type="file" hidden multiple onChange={chosen("files")} />
      <input
        ref={photo}
        type="file"
        hidden
        accept="image/*"
        capture="environment"
        onChange={chosen("media")}
      />
      <input
        ref={video}
        type="file"
        hidden
        accept="video/*"
        capture="environment"
        onChange={chosen("media")}
      />
    </>
  );
}

const VISUAL = "image/*,video/*";
