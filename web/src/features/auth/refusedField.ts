import type { Failure } from "@/api/failure";

/** The fields of the registration form, by their names on the wire. */
export const registrationFields = [
  "inviteCode",
  "displayName",
  "login",
  "password",
  "email",
] as const;
export type RegistrationField = (typeof registrationFields)[number];

/** The field that a refusal of the whole registration is about; `null` when about none. */
export function refusedField(failure: Failure): RegistrationField | null {
  if (failure.kind !== "problem") return null;
  switch (failure.code) {
    case "login_taken":
      return "login";
    case "email_taken":
      return "email";
    case "invite_required":
    case "invite_unknown":
    case "invite_used_up":
      return "inviteCode";
    default:
      return null;
  }
}
