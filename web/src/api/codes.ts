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
  "privacy_forbids",
  "owner_must_hand_over",
  "group_full",
  "too_many_pinned",
  "too_many_pins",
  "too_many_reactions",
  "too_many_links",
  "quota_exceeded",
  "upload_incomplete",
  "file_too_large",
  "unsupported_image",
  "storage_full",
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
