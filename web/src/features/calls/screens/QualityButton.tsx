import { useState } from "react";
import { useTranslation } from "react-i18next";

import { IconButton } from "@/ui/IconButton";
import { QualitySign } from "@/ui/QualitySign";
import type { CallView } from "../live/callSession";
import { QualitySheet } from "./QualitySheet";
import { qualityText } from "./qualityText";

export interface QualityButtonProps {
  call: Pick<CallView, "quality">;
}

/** How good the connection is, as bars; a tap tells why. Absent until it is known. */
export function QualityButton({ call }: QualityButtonProps) {
  const { t } = useTranslation("calls");
  const [opened, setOpened] = useState(false);
  const { quality } = call;
  if (quality === null) return null;
  return (
    <>
      <IconButton
        label={qualityText(quality, t)}
        icon={<QualitySign mark={quality.mark} size={26} />}
        c="inherit"
        data-call-quality={quality.mark}
        onClick={() => setOpened(true)}
      />
      <QualitySheet quality={quality} opened={opened} onClose={() => setOpened(false)} />
    </>
  );
}
