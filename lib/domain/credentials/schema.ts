import { z } from "zod";

/** Days after which a credential is to be rotated. */
export const rotationDays = [90, 180] as const;

const secret = z
  .string()
  .min(1, "Give the token or password.")
  .max(4_000, "At most 4,000 characters.")
  .refine((text) => !/[\r\n\0]/.test(text), "A token is one line.");

const origin = z
  .string()
  .trim()
  .max(300, "The address is longer than 300 characters.")
  .transform((text) => (/^https?:\/\//i.test(text) ? text : `https://${text}`))
  .refine((text) => URL.canParse(text) && new URL(text).protocol === "https:", {
    message: "Give the server as https://git.example.com: over http the secret could be read on the way.",
  })
  .refine((text) => !URL.canParse(text) || !(new URL(text).username || new URL(text).password), {
    message: "Leave user name and password out of the address.",
  })
  .transform((text) => (URL.canParse(text) ? new URL(text).origin : text));

export const AddCredentialInput = z.object({
  label: z.string().trim().min(1, "Say what it is for.").max(80, "At most 80 characters."),
  origin,
  username: z
    .string()
    .trim()
    .max(200, "At most 200 characters.")
    .refine((text) => !/[:\r\n\0]/.test(text), "A user name has no colon and is one line.")
    .default(""),
  secret,
  rotationDays: z.coerce.number().pipe(z.literal(rotationDays)),
});
export const RotateCredentialInput = z.object({ credentialId: z.uuid(), secret });
export const RevokeCredentialInput = z.object({ credentialId: z.uuid() });

/** What is known of a credential; the secret itself is never told again. */
export const Credential = z.object({
  id: z.uuid(),
  kind: z.literal("git"),
  label: z.string(),
  origin: z.string(),
  username: z.string(),
  /** Empty when the secret is too short to show a part of it. */
  lastFour: z.string(),
  createdAt: z.string(),
  rotatedAt: z.string(),
  /** When it is to be rotated; seven days later it is no longer used. */
  dueAt: z.string(),
  rotationDays: z.literal(rotationDays),
  lastUsedAt: z.string().nullable(),
  /** Until then the secret before the last rotation is valid too. */
  previousUntil: z.string().nullable(),
});
export type Credential = z.infer<typeof Credential>;
