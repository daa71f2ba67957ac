import {
  Activity,
  Boxes,
  CircleCheckBig,
  GitPullRequest,
  LayoutDashboard,
  ScrollText,
  Settings,
  Target,
} from "lucide-react";

/** The places of a tenant, in the order of the menu. */
export const navItems = [
  { label: "Dashboard", path: "", icon: LayoutDashboard },
  { label: "Goals", path: "/goals", icon: Target },
  { label: "Runs", path: "/runs", icon: Activity },
  { label: "Repositories", path: "/repositories", icon: Boxes },
  { label: "Pull requests", path: "/pull-requests", icon: GitPullRequest },
  { label: "Approvals", path: "/approvals", icon: CircleCheckBig, counts: "approvals" },
  { label: "Audit log", path: "/audit-log", icon: ScrollText, permission: "audit_log.read" },
  { label: "Settings", path: "/settings", icon: Settings },
] as const;

export type NavItem = (typeof navItems)[number];

/** Whether the menu shows this place as the present one. */
export function isCurrent(item: NavItem, tenantPath: string, pathname: string): boolean {
  if (item.path === "") return pathname === tenantPath;
  return pathname === tenantPath + item.path || pathname.startsWith(`${tenantPath}${item.path}/`);
}
