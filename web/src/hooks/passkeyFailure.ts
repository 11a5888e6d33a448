import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import { PasskeyError } from "@/lib/passkeys";
import { useFailureText } from "./failureText";

/** Turns what making or using a passkey threw into a sentence for people. */
export function usePasskeyFailureText(): (caught: unknown) => string {
  const { t } = useTranslation("ways");
  const failureText = useFailureText();
  return useCallback(
    (caught: unknown) =>
      caught instanceof PasskeyError ? t(`passkeys.failed.${caught.kind}`) : failureText(caught),
    [t, failureText],
  );
}
