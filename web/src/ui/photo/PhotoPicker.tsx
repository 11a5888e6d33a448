import { Loader, Menu, Modal, Stack, Text, UnstyledButton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconCamera, IconPhoto, IconTrash } from "@tabler/icons-react";
import { lazy, Suspense, useEffect, useRef, useState, type ChangeEvent } from "react";
import { useTranslation } from "react-i18next";

import { UserAvatar } from "../UserAvatar";
import classes from "./PhotoPicker.module.css";

const PhotoCropper = lazy(async () => ({
  default: (await import("./PhotoCropper")).PhotoCropper,
}));

export interface PhotoPickerProps {
  /** Whose photo; decides the colour of the initials. */
  id: string;
  name: string;
  /** The photo as it is now. */
  src: string | null | undefined;
  /** Pixels, 104 by default. */
  size?: number;
  /** Keeps the cut photo. Its rejection is shown with `errorText`, and the dialog stays. */
  onPick: (photo: Blob) => Promise<void>;
  /** Takes the photo away; absent where there is nothing to take away or no right to. */
  onRemove?: (() => Promise<void>) | undefined;
  errorText: (caught: unknown) => string;
}

/** A photo with the way to another one: chosen or taken now, cut to a square, or taken away. */
export function PhotoPicker(props: PhotoPickerProps) {
  const { id, name, src, size = 104, onPick, onRemove, errorText } = props;
  const { t } = useTranslation("common");
  const isTouch = useMediaQuery("(hover: none) and (pointer: coarse)");
  const chooser = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const [url, setUrl] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  useEffect(() => {
    if (url === null) return undefined;
    return () => URL.revokeObjectURL(url);
  }, [url]);

  function chosen(event: ChangeEvent<HTMLInputElement>): void {
    const [first] = event.currentTarget.files ?? [];
    // The same file may be chosen again.
    event.currentTarget.value = "";
    if (first === undefined) return;
    setError(null);
    setUrl(URL.createObjectURL(first));
  }

  async function run(work: () => Promise<void>): Promise<void> {
    setBusy(true);
    setError(null);
    try {
      await work();
      setUrl(null);
    } catch (caught) {
      setError(errorText(caught));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Stack align="center" gap={4}>
      <Menu position="bottom" width={240} shadow="lg">
        <Menu.Target>
          <UnstyledButton className={classes["root"] ?? ""} aria-label={t("photo.change")}>
            <UserAvatar id={id} name={name} src={src} size={size} />
            <span className={classes["sign"]}>
              {busy ? <Loader size={16} color="white" /> : <IconCamera size={18} aria-hidden />}
            </span>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconPhoto size={18} aria-hidden />}
            onClick={() => chooser.current?.click()}
          >
            {t("photo.choose")}
          </Menu.Item>
          {isTouch === true && (
            <Menu.Item
              leftSection={<IconCamera size={18} aria-hidden />}
              onClick={() => camera.current?.click()}
            >
              {t("photo.take")}
            </Menu.Item>
          )}
          {onRemove !== undefined && (
            <Menu.Item
              color="red"
              c="var(--mantine-color-error)"
              leftSection={<IconTrash size={18} aria-hidden />}
              onClick={() => void run(onRemove)}
            >
              {t("photo.remove")}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <input ref={chooser} type="file" accept="image/*" hidden onChange={chosen} />
      <input ref={camera} type="file" accept="image/*" capture="user" hidden onChange={chosen} />
      {error !== null && url === null && (
        <Text c="red" size="sm" role="alert">
          {error}
        </Text>
      )}
      <Modal
        opened={url !== null}
        onClose={() => setUrl(null)}
        title={t("photo.title")}
        centered
        closeButtonProps={{ "aria-label": t("close") }}
      >
        {url !== null && (
          <Suspense fallback={<Loader aria-label={t("loading")} />}>
            <PhotoCropper
              url={url}
              busy={busy}
              error={error}
              onCropped={(photo) => void run(() => onPick(photo))}
              onCancel={() => setUrl(null)}
            />
          </Suspense>
        )}
      </Modal>
    </Stack>
  );
}
