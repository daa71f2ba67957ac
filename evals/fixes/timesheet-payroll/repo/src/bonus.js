import { dayOf, hoursOf } from "./entry.js";
import { isSunday } from "./week.js";

/** Hours for which the Sunday bonus is paid. */
export function sundayHours(entries) {
  return entries.filter((entry) => isSunday(dayOf(entry))).reduce((sum, entry) => sum + hoursOf(entry), 0);
}
