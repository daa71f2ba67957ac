import { z } from "zod";

/** A line of a person's security log. `new` names what was not known of a sign-in: device, place. */
export const SecurityLine = z.object({
  id: z.number().int(),
  kind: z.enum([
    "signed_in",
    "sign_in_failed",
    "signed_out",
    "identity_confirmed",
    "two_factor_failed",
    "two_factor_on",
    "two_factor_changed",
    "two_factor_off",
    "recovery_code_used",
    "recovery_codes_renewed",
    "session_revoked",
    "sessions_revoked",
    "refresh_token_reused",
    "password_changed",
    "email_changed",
    "notifications_changed",
  ]),
  userAgent: z.string(),
  ip: z.string(),
  data: z.object({
    new: z.array(z.enum(["device", "place"])).optional(),
    left: z.number().int().optional(),
    ended: z.number().int().optional(),
    before: z.string().optional(),
    after: z.string().optional(),
  }),
  createdAt: z.string(),
});
export type SecurityLine = z.infer<typeof SecurityLine>;

export const SECURITY_PAGE = 30;
