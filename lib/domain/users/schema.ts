import { z } from "zod";
import { MIN_PASSWORD_LENGTH } from "#lib/domain/users/password-strength.ts";

/** An e-mail address in the one spelling that is stored. */
export const Email = z
  .string({ error: "Enter your e-mail address." })
  .trim()
  .toLowerCase()
  .max(254, "This e-mail address is too long.")
  .pipe(z.email("Enter an e-mail address such as ada@example.com."));

/** A new password. The upper bound keeps hashing cheap; length counts characters, not bytes. */
export const NewPassword = z
  .string({ error: "Choose a password." })
  .max(200, "At most 200 characters.")
  .refine((password) => [...password].length >= MIN_PASSWORD_LENGTH, {
    error: `At least ${MIN_PASSWORD_LENGTH} characters.`,
  });

export const PersonName = z
  .string({ error: "Enter your name." })
  .trim()
  .min(1, "Enter your name.")
  .max(120, "At most 120 characters.");

export const SignUpInput = z.object({
  name: PersonName,
  email: Email,
  password: NewPassword,
  tenantName: z
    .string({ error: "Name your organisation." })
    .trim()
    .min(1, "Name your organisation.")
    .max(120, "At most 120 characters."),
});
export type SignUpInput = z.infer<typeof SignUpInput>;

/** What a link in a mail carries. */
export const LinkToken = z.string().regex(/^[\w-]{20,100}$/, "This link has been used or is too old.");

export const MailLinkInput = z.object({ token: LinkToken });
export type MailLinkInput = z.infer<typeof MailLinkInput>;

export const ConfirmSignUpInput = z.object({
  token: LinkToken,
  password: z.string({ error: "Enter your password." }).min(1, "Enter your password.").max(200),
});
export type ConfirmSignUpInput = z.infer<typeof ConfirmSignUpInput>;

/** A new person and the tenant that comes first. */
export const NewAccount = z.object({ userId: z.uuid(), tenantId: z.uuid(), slug: z.string() });
export type NewAccount = z.infer<typeof NewAccount>;

export const EmailInput = z.object({ email: Email });
export type EmailInput = z.infer<typeof EmailInput>;

export const ResetPasswordInput = z.object({ token: LinkToken, newPassword: NewPassword });
export type ResetPasswordInput = z.infer<typeof ResetPasswordInput>;

export const ChangeEmailInput = z.object({
  email: Email,
  password: z.string({ error: "Enter your password." }).min(1, "Enter your password.").max(200),
});
export type ChangeEmailInput = z.infer<typeof ChangeEmailInput>;

export const RenameUserInput = z.object({ name: PersonName });
export type RenameUserInput = z.infer<typeof RenameUserInput>;

export const EraseAccountInput = z.object({
  email: z.string({ error: "Type your e-mail address." }).trim().toLowerCase(),
});

export const ChangePasswordInput = z
  .object({
    currentPassword: z
      .string({ error: "Enter your present password." })
      .min(1, "Enter your present password.")
      .max(200),
    newPassword: NewPassword,
  })
  .refine((input) => input.newPassword !== input.currentPassword, {
    path: ["newPassword"],
    error: "Choose a password that differs from the present one.",
  });
export type ChangePasswordInput = z.infer<typeof ChangePasswordInput>;

export const TenantRole = z.enum(["admin", "member", "analyst"]);
export type TenantRole = z.infer<typeof TenantRole>;

/** The signed-in person, as pages see them. */
export const Viewer = z.object({
  id: z.uuid(),
  email: z.string(),
  name: z.string(),
  isOwner: z.boolean(),
  tenants: z.array(z.object({ id: z.uuid(), slug: z.string(), name: z.string(), role: TenantRole })),
});
export type Viewer = z.infer<typeof Viewer>;
