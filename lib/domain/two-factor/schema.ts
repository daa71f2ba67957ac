import { z } from "zod";

/** Blanks and dashes are how apps and people group digits. */
const typed = (text: string) => text.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase();

const appCode = /^\d{6}$/;
const recoveryCode = /^[0-9A-HJKMNP-TV-Z]{10}$/;

/** A code as typed: six digits of an authenticator app, or ten characters of a recovery code. */
export const Code = z
  .string({ error: "Enter the code." })
  .max(60, "This is longer than any code.")
  .transform(typed)
  .refine((code) => appCode.test(code) || recoveryCode.test(code), {
    error: "A code from the app has six digits, a recovery code ten letters and digits.",
  });

/** Six digits of an authenticator app, and nothing else. */
export const AppCode = z
  .string({ error: "Enter the code." })
  .max(60, "This is longer than any code.")
  .transform(typed)
  .refine((code) => appCode.test(code), { error: "The code has six digits." });

export const isRecoveryCode = (code: string): boolean => recoveryCode.test(code);

export const CodeInput = z.object({ code: Code });
export type CodeInput = z.infer<typeof CodeInput>;

export const AppCodeInput = z.object({ code: AppCode });
export type AppCodeInput = z.infer<typeof AppCodeInput>;

/** Few enough that new ones should be made. */
export const FEW_RECOVERY_CODES = 3;

/** The person's second factor, as the account page shows it. */
export const TwoFactor = z.object({
  /** Null without one. */
  since: z.string().nullable(),
  recoveryCodesLeft: z.number().int(),
  /** The role or a tenant asks for one, so it can't be switched off. */
  required: z.boolean(),
});
export type TwoFactor = z.infer<typeof TwoFactor>;
