import { type Permission, permissionTable, type Role, roleLabels } from "#lib/domain/permissions/schema.ts";

const rolesOf = (permission: Permission): readonly Role[] => permissionTable[permission].roles;

/** Whether somebody with these roles holds the permission. */
export function holds(given: Role | readonly Role[], permission: Permission): boolean {
  const mine = typeof given === "string" ? [given] : given;
  return mine.some((role) => rolesOf(permission).includes(role));
}

/** Null when somebody with these roles may do it, else the reason to show at the disabled button. */
export function whyNotPermitted(given: Role | readonly Role[], permission: Permission): string | null {
  if (holds(given, permission)) return null;
  const others = rolesOf(permission).map((role) => roleLabels[role]);
  const who = others.length > 1 ? `${others.slice(0, -1).join(", ")} or ${others.at(-1)}` : others[0];
  return `Your role does not allow this. It takes the role ${who}.`;
}
