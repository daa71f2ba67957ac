/** What the frame around every page of a tenant shows. */
export interface ShellProps {
  tenant: { slug: string; name: string };
  tenants: { slug: string; name: string }[];
  viewer: { name: string; email: string; isOwner: boolean };
  /** Whether to show what only admins and Owners may open. */
  isAdmin: boolean;
  pendingApprovals: number;
}
