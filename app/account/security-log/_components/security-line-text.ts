import type { Tone } from "#components/ui/badge.tsx";
import type { SecurityLine } from "#lib/domain/security-log/schema.ts";

const texts: Record<SecurityLine["kind"], string> = {
  signed_in: "Signed in",
  sign_in_failed: "Sign-in with a wrong password",
  signed_out: "Signed out",
  identity_confirmed: "Confirmed who you are",
  two_factor_failed: "Wrong code after the right password",
  two_factor_on: "Two-factor sign-in switched on",
  two_factor_changed: "Authenticator app changed",
  two_factor_off: "Two-factor sign-in switched off",
  recovery_code_used: "Recovery code used",
  recovery_codes_renewed: "New recovery codes made",
  session_revoked: "Session ended from another one",
  sessions_revoked: "Other sessions ended",
  refresh_token_reused: "Session ended: a copy of it was used",
  password_changed: "Password changed",
  email_changed: "E-mail address changed",
  notifications_changed: "Notices of sign-ins changed",
};

const alarming = new Set<SecurityLine["kind"]>([
  "sign_in_failed",
  "two_factor_failed",
  "refresh_token_reused",
]);
const notable = new Set<SecurityLine["kind"]>([
  "two_factor_off",
  "recovery_code_used",
  "password_changed",
  "email_changed",
]);

function detailOf({ data }: SecurityLine): string | null {
  if (data.new && data.new.length > 0) return `new ${data.new.join(" and new ")}`;
  if (data.left !== undefined) return `${data.left} left`;
  if (data.ended !== undefined) return String(data.ended);
  return data.before && data.after ? `${data.before} → ${data.after}` : null;
}

/** A line of the security log in words, and how much it asks to be looked at. */
export function securityLineText(line: SecurityLine): { text: string; tone: Tone } {
  const detail = detailOf(line);
  const isNew = (line.data.new?.length ?? 0) > 0;
  return {
    text: detail ? `${texts[line.kind]} (${detail})` : texts[line.kind],
    tone: alarming.has(line.kind) ? "danger" : notable.has(line.kind) || isNew ? "warning" : "neutral",
  };
}
