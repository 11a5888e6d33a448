/** The server's stable error codes (`ErrorCode` there). Every one has a text in `i18n/errors`. */
export const errorCodes = [
  "bad_request",
  "unknown_type",
  "unauthenticated",
  "token_expired",
  "session_ended",
  "wrong_credentials",
  "forbidden",
  "registration_closed",
  "account_disabled",
  "origin_not_allowed",
  "not_found",
  "method_not_allowed",
  "conflict",
  "login_taken",
  "email_taken",
  "invite_taken",
  "invite_used_up",
  "call_not_ringing",
  "call_over",
  "call_busy",
  "too_large",
  "unsupported_media_type",
  "validation_failed",
  "invite_unknown",
  "invite_required",
  "too_many_requests",
  "internal",
  "unavailable",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

export function isErrorCode(code: string): code is ErrorCode {
  return (errorCodes as readonly string[]).includes(code);
}
