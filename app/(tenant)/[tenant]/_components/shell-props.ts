/** What the frame around every page of a tenant shows. */
export interface ShellProps {
  tenant: { slug: string; name: string };
  tenants: { slug: string; name: string }[];
  viewer: { name: string; email: string; isOwner: boolean };
  pendingApprovals: number;
}
