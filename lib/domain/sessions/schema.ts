import { z } from "zod";
import { Code } from "#lib/domain/two-factor/schema.ts";
import { Email, LinkToken } from "#lib/domain/users/schema.ts";

/** Sign-in does not judge the password's form: only whether it is the right one. */
export const SignInInput = z.object({
  email: Email,
  password: z.string({ error: "Enter your password." }).min(1, "Enter your password.").max(200),
});
export type SignInInput = z.infer<typeof SignInInput>;

export const SignInByLinkInput = z.object({ token: LinkToken });
export type SignInByLinkInput = z.infer<typeof SignInByLinkInput>;

/** What a successful sign-in hands to the cookie. The refresh token is in clear here and nowhere else. */
export interface NewSession {
  userId: string;
  sessionId: string;
  refreshToken: string;
}

export const Session = z.object({
  id: z.uuid(),
  userAgent: z.string(),
  ip: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.string(),
  /** The session that asks. */
  current: z.boolean(),
});
export type Session = z.infer<typeof Session>;

/** `code` is empty where the person has no second factor. */
export const ConfirmIdentityInput = z.object({
  password: z.string({ error: "Enter your password." }).min(1, "Enter your password.").max(200),
  code: z.union([z.literal("").transform(() => undefined), Code]).optional(),
});
export type ConfirmIdentityInput = z.infer<typeof ConfirmIdentityInput>;

export const RevokeSessionInput = z.object({ sessionId: z.uuid() });
export type RevokeSessionInput = z.infer<typeof RevokeSessionInput>;

const openSession = {
  email: z.string(),
  /** Whether the person has a second factor, and whether the platform or a tenant asks for one. */
  hasFactor: z.boolean(),
  needsFactor: z.boolean(),
  /** True within 24 hours of the last time the person showed who they are. */
  recent: z.boolean(),
  /** How long the session may still be idle. */
  idleSeconds: z.number().int().nonnegative(),
};

/**
 * What a session may do: everything its person may (ready), or nothing before the second factor was shown (factor) or
 * set up (set_up), or nothing any more (over).
 */
export const SessionState = z.discriminatedUnion("state", [
  z.object({ state: z.literal("ready"), ...openSession }),
  z.object({ state: z.literal("factor"), ...openSession }),
  z.object({ state: z.literal("set_up"), ...openSession }),
  z.object({ state: z.literal("over") }),
]);
export type SessionState = z.infer<typeof SessionState>;
