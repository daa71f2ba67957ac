import { z } from "zod";
import { MIN_PASSWORD_LENGTH } from "#lib/domain/users/password-strength.ts";

/** An e-mail address in the one spelling that is stored. */
export const emailSchema = z
  .string({ error: "Enter your e-mail address." })
  .trim()
  .toLowerCase()
  .max(254, "This e-mail address is too long.")
  .pipe(z.email("Enter an e-mail address such as ada@example.com."));

/** A new password. The upper bound keeps hashing cheap; length counts characters, not bytes. */
export const newPasswordSchema = z
  .string({ error: "Choose a password." })
  .max(200, "At most 200 characters.")
  .refine((password) => [...password].length >= MIN_PASSWORD_LENGTH, {
    error: `At least ${MIN_PASSWORD_LENGTH} characters.`,
  });

export const personNameSchema = z
  .string({ error: "Enter your name." })
  .trim()
  .min(1, "Enter your name.")
  .max(120, "At most 120 characters.");

const samePassword = (password: string, email: string) =>
  password.trim().toLowerCase() === email || password.trim().toLowerCase() === email.split("@")[0];

export const signUpInput = z
  .object({
    name: personNameSchema,
    email: emailSchema,
    password: newPasswordSchema,
    tenantName: z
      .string({ error: "Name your organisation." })
      .trim()
      .min(1, "Name your organisation.")
      .max(120, "At most 120 characters."),
  })
  .refine((input) => !samePassword(input.password, input.email), {
    path: ["password"],
    error: "Choose a password that is not your e-mail address.",
  });
export type SignUpInput = z.infer<typeof signUpInput>;

export const renameUserInput = z.object({ name: personNameSchema });
export type RenameUserInput = z.infer<typeof renameUserInput>;

export const changePasswordInput = z
  .object({
    currentPassword: z
      .string({ error: "Enter your present password." })
      .min(1, "Enter your present password.")
      .max(200),
    newPassword: newPasswordSchema,
  })
  .refine((input) => input.newPassword !== input.currentPassword, {
    path: ["newPassword"],
    error: "Choose a password that differs from the present one.",
  });
export type ChangePasswordInput = z.infer<typeof changePasswordInput>;

/** True when a password is only the person's address; checked again where the address is known. */
export const passwordIsEmail = samePassword;

export const tenantRole = z.enum(["admin", "member", "analyst"]);
export type TenantRole = z.infer<typeof tenantRole>;

/** The signed-in person, as pages see them. */
export const viewerSchema = z.object({
  id: z.uuid(),
  email: z.string(),
  name: z.string(),
  isOwner: z.boolean(),
  tenants: z.array(z.object({ id: z.uuid(), slug: z.string(), name: z.string(), role: tenantRole })),
});
export type Viewer = z.infer<typeof viewerSchema>;
