import { type Day, fromText, toText } from "./calendar.ts";
import { PLANS } from "./plan.ts";
import { renewalDay } from "./renewal.ts";

/** The days on which a subscription is billed, the start first. */
export function billingDays(start: string, planName: string, periods: number): string[] {
  const plan = PLANS[planName];
  if (!plan) throw new RangeError(`There is no plan ${planName}.`);
  const first: Day = fromText(start);
  return Array.from({ length: periods }, (_, count) => toText(renewalDay(first, plan, count)));
}
