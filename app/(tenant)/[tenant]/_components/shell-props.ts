import type { Role } from "#lib/domain/permissions/schema.ts";

/** What the frame around every page of a tenant shows. */
export interface ShellProps {
  tenant: { slug: string; name: string };
  tenants: { slug: string; name: string }[];
  viewer: { name: string; email: string; isOwner: boolean };
  /** The menu shows the places that these may open. */
  roles: readonly Role[];
  pendingApprovals: number;
}
