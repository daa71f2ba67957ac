import { z } from "zod";
import { Email, LinkToken, NewPassword, PersonName, TenantRole } from "#lib/domain/users/schema.ts";

export const InvitationState = z.enum(["open", "expired", "revoked", "accepted"]);
export type InvitationState = z.infer<typeof InvitationState>;

/** An invitation as admins see it. */
export const Invitation = z.object({
  id: z.uuid(),
  email: z.string(),
  role: TenantRole,
  state: z.enum(["open", "expired"]),
  /** Null when the person is gone. */
  invitedBy: z.string().nullable(),
  sentAt: z.string(),
  expiresAt: z.string(),
});
export type Invitation = z.infer<typeof Invitation>;

/** An invitation as whoever holds its link sees it. */
export const ReceivedInvitation = z.object({
  email: z.string(),
  role: TenantRole,
  state: InvitationState,
  tenantName: z.string(),
  tenantSlug: z.string(),
  invitedBy: z.string().nullable(),
  /** Whether the address has an account to sign in with. */
  hasAccount: z.boolean(),
});
export type ReceivedInvitation = z.infer<typeof ReceivedInvitation>;

export const InviteMemberInput = z.object({ email: Email, role: TenantRole });
export type InviteMemberInput = z.infer<typeof InviteMemberInput>;

export const InvitationInput = z.object({ invitationId: z.uuid() });
export type InvitationInput = z.infer<typeof InvitationInput>;

export const AcceptInvitationInput = z.object({ token: LinkToken });
export type AcceptInvitationInput = z.infer<typeof AcceptInvitationInput>;

export const SignUpByInvitationInput = z.object({
  token: LinkToken,
  name: PersonName,
  password: NewPassword,
});
export type SignUpByInvitationInput = z.infer<typeof SignUpByInvitationInput>;
