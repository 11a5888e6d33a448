import type { TFunction } from "i18next";

import { isErrorCode } from "./codes";
import type { Failure } from "./failure";

/** What to tell a person about a failure: the one place where codes become sentences. */
export function failureText(failure: Failure, t: TFunction<"errors">): string {
  switch (failure.kind) {
    case "network":
    case "aborted":
      return t("network");
    case "malformed":
      return t("malformed");
    case "deviceFull":
      return t("deviceFull");
    case "fileGone":
      return t("fileGone");
    case "problem":
      if (failure.code === "too_many_requests" && failure.retryAfterMs !== undefined) {
        return t("wait", { count: Math.max(1, Math.ceil(failure.retryAfterMs / 1000)) });
      }
      return isErrorCode(failure.code) ? t(`code.${failure.code}`) : t("unknown");
  }
}
