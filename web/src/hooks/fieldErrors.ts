import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import type { Failure } from "@/api/failure";
import { fieldLimits, invalidCodes, type InvalidCode, type RuledField } from "@/lib/fieldRules";

/** The sentence below a field for what is wrong with it. */
export function useInvalidText(): (field: RuledField, code: InvalidCode) => string {
  const { t } = useTranslation("auth");
  return useCallback(
    (field: RuledField, code: InvalidCode) => {
      if (code === "too_short" || code === "too_long") {
        const { min, max } = fieldLimits[field];
        return code === "too_short"
          ? t("invalid.tooShort", { min })
          : t("invalid.tooLong", { max });
      }
      if (code === "too_common") return t("invalid.tooCommon");
      if (code === "empty") return t("invalid.empty");
      return field === "login" || field === "email" || field === "inviteCode"
        ? t(`invalid.format.${field}`)
        : t("invalid.format.other");
    },
    [t],
  );
}

/**
 * What the server found wrong with the values of a request's fields, by the field's name on the
 * wire. Other codes there (`login_taken`) repeat the failure's own, which has better words.
 */
export function invalidFields(failure: Failure): Record<string, InvalidCode> {
  if (failure.kind !== "problem") return {};
  const found: Record<string, InvalidCode> = {};
  for (const [field, codes] of Object.entries(failure.errors ?? {})) {
    const code = invalidCodes.find((known) => codes.includes(known));
    if (code !== undefined) found[field] = code;
  }
  return found;
}
