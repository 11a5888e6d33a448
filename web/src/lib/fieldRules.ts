/**
 * What the fields of accounts and invitations take, checked while the person types. The server has
 * the last word; these rules repeat its own so that nobody waits for an answer to learn of a typo.
 */

/** Why a value is refused; the server's codes for a field, word for word. */
export const invalidCodes = ["empty", "too_short", "too_long", "format", "too_common"] as const;
export type InvalidCode = (typeof invalidCodes)[number];

export type RuledField =
  "login" | "password" | "displayName" | "email" | "inviteCode" | "statusText" | "note";

/** Characters, counted by code points as the server does. */
export const fieldLimits: Record<RuledField, { min: number; max: number }> = {
  login: { min: 3, max: 32 },
  password: { min: 8, max: 128 },
  displayName: { min: 1, max: 64 },
  email: { min: 3, max: 254 },
  inviteCode: { min: 4, max: 64 },
  statusText: { min: 0, max: 140 },
  note: { min: 0, max: 140 },
};

const PATTERNS: Partial<Record<RuledField, RegExp>> = {
  login: /^[a-z0-9_.-]*$/,
  email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/u,
  inviteCode: /^[\p{Alphabetic}\p{N}_-]*$/u,
};

/** `null` when the value is fine. Blanks at the ends count only in passwords. */
export function checkField(field: RuledField, value: string): InvalidCode | null {
  const text = field === "password" ? value : value.trim();
  const length = Array.from(text).length;
  const { min, max } = fieldLimits[field];
  if (length === 0 && min > 0) return "empty";
  const pattern = PATTERNS[field];
  if (pattern !== undefined && !pattern.test(foldCase(field, text))) return "format";
  if (length < min) return "too_short";
  return length > max ? "too_long" : null;
}

/** As `checkField`, but an empty value is fine too. */
export function checkOptionalField(field: RuledField, value: string): InvalidCode | null {
  return value.trim() === "" ? null : checkField(field, value);
}

function foldCase(field: RuledField, text: string): string {
  return field === "login" ? text.toLowerCase() : text;
}

export type PasswordStrength = "tooShort" | "weak" | "fair" | "strong";

/**
 * A rough guess to encourage, never to forbid: length counts most, a mixture of kinds of
 * characters a little, repetition nothing.
 */
export function passwordStrength(password: string): PasswordStrength {
  const length = Array.from(password).length;
  if (length < fieldLimits.password.min) return "tooShort";
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u].filter((kind) =>
    kind.test(password),
  ).length;
  const distinct = new Set(password.toLowerCase()).size;
  const score = Math.min(length, distinct * 2) + (kinds - 1) * 2;
  if (score >= 16) return "strong";
  return score >= 11 ? "fair" : "weak";
}

/** The code in what the person typed or pasted: the code itself or the whole link. */
export function inviteCodeIn(text: string): string {
  const inLink = /\/invite\/([^/?#\s]+)/u.exec(text)?.[1];
  if (inLink === undefined) return text.trim();
  try {
    return decodeURIComponent(inLink);
  } catch {
    return inLink;
  }
}
