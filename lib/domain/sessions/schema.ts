import { z } from "zod";
import { Email } from "#lib/domain/users/schema.ts";

/** Sign-in does not judge the password's form: only whether it is the right one. */
export const SignInInput = z.object({
  email: Email,
  password: z.string({ error: "Enter your password." }).min(1, "Enter your password.").max(200),
});
export type SignInInput = z.infer<typeof SignInInput>;

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

export const RevokeSessionInput = z.object({ sessionId: z.uuid() });
export type RevokeSessionInput = z.infer<typeof RevokeSessionInput>;
