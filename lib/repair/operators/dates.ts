import { child, children, staticName, text } from "../syntax/node.ts";
import type { Emit, OperatorFamily, Site } from "./site.ts";

/** The day of a month, limited to the days that the month has: the 31st of February is no third of March. */
function monthEnd(site: Site, emit: Emit): void {
  const { node } = site;
  const callee = child(node, "callee");
  if (!callee || !/^(Call|New)Expression$/.test(node.type)) return;
  const utc =
    text(child(callee, "object") ?? callee, "name") === "Date" && staticName(callee, "property") === "UTC";
  const local = node.type === "NewExpression" && text(callee, "name") === "Date";
  const [year, month, day] = children(node, "arguments");
  if ((!utc && !local) || !year || !month || !day || /Literal$/.test(day.type)) return;
  const end = `${site.code(year)}, ${site.code(month)} + 1, 0`;
  const last = utc ? `new Date(Date.UTC(${end})).getUTCDate()` : `new Date(${end}).getDate()`;
  emit("value.month-end", 0.6, site.replace(day, `Math.min(${site.code(day)}, ${last})`));
}

/** Parts of a date that were read in the zone of the machine, or in UTC, where the others are not. */
function zone(site: Site, emit: Emit): void {
  const { node } = site;
  const property =
    node.type === "MemberExpression" && site.field === "callee" ? child(node, "property") : undefined;
  const found =
    property &&
    /^(get|set)(UTC)?(FullYear|Month|Date|Day|Hours|Minutes|Seconds)$/.exec(text(property, "name"));
  if (!property || !found) return;
  const [, verb = "", utc, part = ""] = found;
  const next = `${verb}${utc ? "" : "UTC"}${part}`;
  emit("call.zone", 0.55, site.replace(property, next));
  if (part === "Day") emit("call.zone", 0.35, site.replace(property, `${verb}${utc ?? ""}Date`));
  if (part === "Date") emit("call.zone", 0.35, site.replace(property, `${verb}${utc ?? ""}Day`));
}

/** Traps of the calendar. */
export const dates: OperatorFamily = {
  name: "dates",
  propose(site, emit) {
    monthEnd(site, emit);
    zone(site, emit);
  },
};
