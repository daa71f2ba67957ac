import { z } from "zod";
import { TenantRole } from "#lib/domain/users/schema.ts";

export const Member = z.object({
  userId: z.uuid(),
  name: z.string(),
  email: z.string(),
  role: TenantRole,
  joinedAt: z.string(),
});
export type Member = z.infer<typeof Member>;

export const ChangeMemberRoleInput = z.object({ userId: z.uuid(), role: TenantRole });
export const RemoveMemberInput = z.object({ userId: z.uuid() });
