import "react-easy-crop/react-easy-crop.css";

import { Alert, Button, Group, Slider, Stack, Text } from "@mantine/core";
import { IconZoomIn, IconZoomOut } from "@tabler/icons-react";
import { useState } from "react";
import Cropper from "react-easy-crop";
import { useTranslation } from "react-i18next";

import { cropPhoto, type CropArea } from "./cropPhoto";
import classes from "./PhotoCropper.module.css";

export interface PhotoCropperProps {
  /** Where the browser finds what the person chose. */
  url: string;
  /** The cut photo is on its way. */
  busy: boolean;
  /** Why it could not be kept; `null` while there is nothing to say. */
  error: string | null;
  onCropped: (photo: Blob) => void;
  onCancel: () => void;
}

/** Moves and zooms a picture below a round window, and cuts out what is in it. */
export function PhotoCropper({ url, busy, error, onCropped, onCancel }: PhotoCropperProps) {
  const { t } = useTranslation("common");
  const [crop, setCrop] = useState({ x: 0, y: 0 });
  const [zoom, setZoom] = useState(MIN_ZOOM);
  const [area, setArea] = useState<CropArea | null>(null);
  const [unreadable, setUnreadable] = useState(false);
  const [cutting, setCutting] = useState(false);

  async function cut(): Promise<void> {
    if (area === null) return;
    setCutting(true);
    try {
      onCropped(await cropPhoto(url, area));
    } catch {
      setUnreadable(true);
    } finally {
      setCutting(false);
    }
  }

  if (unreadable) {
    return (
      <Stack>
        <Alert color="red" role="alert">
          {t("photo.unreadable")}
        </Alert>
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {t("close")}
          </Button>
        </Group>
      </Stack>
    );
  }
  return (
    <Stack>
      <div className={classes["stage"]}>
        <Cropper
          image={url}
          crop={crop}
          zoom={zoom}
          minZoom={MIN_ZOOM}
          maxZoom={MAX_ZOOM}
          aspect={1}
          cropShape="round"
          showGrid={false}
          objectFit="cover"
          onCropChange={setCrop}
          onZoomChange={setZoom}
          onCropComplete={(_, pixels) => setArea(pixels)}
          mediaProps={{ onError: () => setUnreadable(true), alt: "" }}
          cropperProps={{ "aria-label": t("photo.area") }}
          disableAutomaticStylesInjection
        />
      </div>
      <Group wrap="nowrap" gap="sm">
        <IconZoomOut size={20} aria-hidden />
        <Slider
          className={classes["zoom"] ?? ""}
          min={MIN_ZOOM}
          max={MAX_ZOOM}
          step={0.05}
          value={zoom}
          onChange={setZoom}
          label={null}
          thumbLabel={t("photo.zoom")}
        />
        <IconZoomIn size={20} aria-hidden />
      </Group>
      <Text size="sm" c="dimmed" ta="center">
        {t("photo.hint")}
      </Text>
      {error !== null && (
        <Alert color="red" role="alert">
          {error}
        </Alert>
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onCancel}>
          {t("cancel")}
        </Button>
        <Button loading={busy || cutting} disabled={area === null} onClick={() => void cut()}>
          {t("photo.use")}
        </Button>
      </Group>
    </Stack>
  );
}

const MIN_ZOOM = 1;
const MAX_ZOOM = 4;
