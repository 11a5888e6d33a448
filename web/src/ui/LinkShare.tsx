import { Button, Paper, Skeleton, Stack, Text } from "@mantine/core";
import { IconShare } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";

import { CopyIconButton } from "./CopyIconButton";
import { Fact, Facts } from "./Facts";
import classes from "./LinkShare.module.css";

const QrCode = lazy(async () => ({ default: (await import("./QrCode")).QrCode }));

export interface LinkShareProps {
  /** The link of an invitation. */
  url: string;
  /** What can be typed in its place, if anything can. */
  code?: string;
}

/** All the ways to hand an invitation to somebody: QR code, link, word, and the system's own sheet. */
export function LinkShare({ url, code }: LinkShareProps) {
  const { t } = useTranslation("settings");
  return (
    <Stack>
      <Stack gap={4} align="center">
        <div className={classes["qr"]}>
          <Suspense fallback={<Skeleton className={classes["qrPlace"] ?? ""} />}>
            <QrCode text={url} label={t("invites.share.qr")} />
          </Suspense>
        </div>
        <Text size="sm" c="dimmed">
          {t("invites.share.qrHint")}
        </Text>
      </Stack>
      <Paper px="md" py={4} withBorder>
        <Facts>
          <Fact
            label={t("invites.share.link")}
            action={
              <CopyIconButton
                value={url}
                label={t("invites.share.copyLink")}
                copiedLabel={t("copied")}
              />
            }
          >
            {readable(url)}
          </Fact>
          {code !== undefined && (
            <Fact
              label={t("invites.share.code")}
              action={
                <CopyIconButton
                  value={code}
                  label={t("invites.share.copyCode")}
                  copiedLabel={t("copied")}
                />
              }
            >
              <Text fw={600}>{code}</Text>
            </Fact>
          )}
        </Facts>
      </Paper>
      {canShare() && (
        <Button
          leftSection={<IconShare size={20} aria-hidden />}
          onClick={() => void share(url, t("invites.share.shareText"))}
        >
          {t("invites.share.share")}
        </Button>
      )}
    </Stack>
  );
}

/** The link with its letters instead of their escapes; copies and the QR code keep the escapes. */
function readable(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}

function canShare(): boolean {
  return "share" in navigator;
}

async function share(url: string, text: string): Promise<void> {
  try {
    await navigator.share({ url, text });
  } catch {
    // Closing the system's sheet counts as a failure there; the link stays on the screen.
  }
}
