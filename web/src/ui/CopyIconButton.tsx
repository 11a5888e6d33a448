import { IconCheck, IconCopy } from "@tabler/icons-react";
import { VisuallyHidden } from "@mantine/core";
import { useEffect, useState } from "react";

import { copyText } from "@/lib/copyText";
import { IconButton } from "./IconButton";

export interface CopyIconButtonProps {
  /** What goes on the clipboard. */
  value: string;
  /** What it copies, in words. */
  label: string;
  /** Announced, and shown as a tick, when it is done. */
  copiedLabel: string;
}

/** Copies a text; shows for two seconds that it did. */
export function CopyIconButton({ value, label, copiedLabel }: CopyIconButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const id = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(id);
  }, [copied]);
  return (
    <>
      <IconButton
        label={copied ? copiedLabel : label}
        icon={copied ? <IconCheck size={20} /> : <IconCopy size={20} />}
        color={copied ? "green" : "gray"}
        onClick={() => void copyText(value).then(setCopied)}
      />
      <VisuallyHidden role="status">{copied ? copiedLabel : ""}</VisuallyHidden>
    </>
  );
}
