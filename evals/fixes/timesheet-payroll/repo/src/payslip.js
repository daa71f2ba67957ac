import { sundayHours } from "./bonus.js";
import { hoursOf } from "./entry.js";
import { overtimeOf } from "./overtime.js";

const OVERTIME_BONUS = 0.25;
const SUNDAY_BONUS = 0.5;

/** A payslip in cents; `wage` is what an hour is paid. Both bonuses come on top of the hour itself. */
export function payslip(entries, wage) {
  const hours = entries.reduce((sum, entry) => sum + hoursOf(entry), 0);
  const base = Math.round(hours * wage);
  const overtime = Math.round(overtimeOf(entries) * wage * OVERTIME_BONUS);
  const sunday = Math.round(sundayHours(entries) * wage * SUNDAY_BONUS);
  return { hours, base, overtime, sunday, total: base + overtime + sunday };
}
