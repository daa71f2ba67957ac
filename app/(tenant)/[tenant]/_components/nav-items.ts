import { Boxes, CircleCheckBig, GitPullRequest, LayoutDashboard, Settings, Target } from "lucide-react";

/** The places of a tenant, in the order of the menu. */
export const navItems = [
  { label: "Dashboard", path: "", icon: LayoutDashboard },
  { label: "Goals", path: "/goals", also: "/runs", icon: Target },
  { label: "Repositories", path: "/repositories", icon: Boxes },
  { label: "Pull requests", path: "/pull-requests", icon: GitPullRequest },
  { label: "Approvals", path: "/approvals", icon: CircleCheckBig, counts: "approvals" },
  { label: "Settings", path: "/settings", icon: Settings },
] as const;

export type NavItem = (typeof navItems)[number];

/** Whether the menu shows this place as the present one. */
export function isCurrent(item: NavItem, tenantPath: string, pathname: string): boolean {
  if (item.path === "") return pathname === tenantPath;
  const within = (path: string) =>
    pathname === tenantPath + path || pathname.startsWith(`${tenantPath}${path}/`);
  return within(item.path) || ("also" in item && within(item.also));
}
