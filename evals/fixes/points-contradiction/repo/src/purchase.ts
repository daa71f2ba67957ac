import type { Member } from "./member.ts";
import { pointsFor } from "./points.ts";

/** The member after a purchase. */
export function credit(member: Member, amount: number): Member {
  return { ...member, points: member.points + pointsFor(amount, member.level) };
}

/** The member after points were spent. Throws when there are not enough of them. */
export function redeem(member: Member, points: number): Member {
  if (points > member.points) throw new Error(`${member.name} has only ${member.points} points.`);
  return { ...member, points: member.points - points };
}
