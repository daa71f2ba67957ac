import type { Member } from "#lib/domain/members/schema.ts";

/** Null when the member may lose the role admin or go, else the reason to show at the disabled control. */
export function whyLastAdmin(member: Member, members: Member[]): string | null {
  const admins = members.filter((one) => one.role === "admin");
  if (member.role !== "admin" || admins.length > 1) return null;
  return "An organisation needs an admin: make somebody else one first.";
}
