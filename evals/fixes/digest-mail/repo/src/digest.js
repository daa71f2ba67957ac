/**
 * One digest for each person, day and thread, ordered by day, then person, then thread. Comments are in order
 * of time; what a person wrote is not sent to that person.
 */
export function digestsOf(notifications) {
  throw new Error(`Grouping ${notifications.length} notifications is not possible yet.`);
}
