import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import { toFailure, type Failure } from "@/api/failure";
import { failureText } from "@/api/failureText";

/** Turns a failure, or what a `catch` or a query's `error` got, into a sentence for people. */
export function useFailureText(): (caught: unknown) => string {
  const { t } = useTranslation("errors");
  return useCallback(
    (caught: unknown) => failureText(isFailure(caught) ? caught : toFailure(caught), t),
    [t],
  );
}

function isFailure(value: unknown): value is Failure {
  return (
    typeof value === "object" && value !== null && "kind" in value && !(value instanceof Error)
  );
}
