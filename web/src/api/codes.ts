/** The server's stable error codes that people may meet. Every one has a text in `i18n/errors`. */
export const errorCodes = [
  "bad_request",
  "unauthenticated",
  "token_expired",
  "session_ended",
  "invalid_credentials",
  "forbidden",
  "not_found",
  "conflict",
  "login_taken",
  "invite_required",
  "invite_invalid",
  "registration_closed",
  "payload_too_large",
  "unsupported_media_type",
  "validation_failed",
  "too_many_requests",
  "internal",
  "unavailable",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

export function isErrorCode(code: string): code is ErrorCode {
  return (errorCodes as readonly string[]).includes(code);
}
