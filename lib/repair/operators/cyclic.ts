import { child, type Node, staticName, text } from "../syntax/node.ts";
import type { Emit, OperatorFamily, Site } from "./site.ts";

const WRAP = "arithmetic.wrap-around";

/** How many values the parts of a date have. */
const PERIODS: ReadonlyMap<string, string> = new Map(
  ["Day 7", "Month 12", "Hours 24", "Minutes 60", "Seconds 60"].flatMap((part): [string, string][] => {
    const [name = "", period = ""] = part.split(" ");
    return [
      [`get${name}`, period],
      [`getUTC${name}`, period],
    ];
  }),
);

/** `(x - 1) % n` is negative for 0: the remainder that never is. And the one that counts from 1. */
function remainder(site: Site, emit: Emit): void {
  const { node } = site;
  const left = child(node, "left");
  const right = child(node, "right");
  if (!left || !right || text(node, "operator") !== "%") return;
  const size = site.grouped(right);
  const steps = left.type === "BinaryExpression" && /^[-+]$/.test(text(left, "operator"));
  const back = steps && text(left, "operator") === "-";
  const inner = steps ? site.code(left) : site.grouped(left);
  emit(WRAP, back ? 0.75 : 0.3, site.replace(node, `(${inner} + ${size}) % ${size}`));
  const dividend = steps ? `(${inner})` : inner;
  emit(WRAP, back ? 0.5 : 0.3, site.replace(node, `((${dividend} % ${size}) + ${size}) % ${size}`));
  if (!steps) emit("bounds.one-based", 0.35, site.replace(node, `((${inner} - 1) % ${size} + 1)`));
}

/** Sizes of what a difference may run around in: a part of a date, a list that is indexed, a named constant. */
function sizesOf(site: Site, left: Node): { size: string; prior: number }[] {
  const callee = /CallExpression$/.test(left.type) ? child(left, "callee") : undefined;
  const period = callee && PERIODS.get(staticName(callee, "property") ?? "");
  if (period) return [{ size: period, prior: 0.65 }];
  const list = site.field === "property" && site.parent?.computed === true && child(site.parent, "object");
  if (list) return [{ size: `${site.code(list)}.length`, prior: 0.5 }];
  return site.variables
    .filter(({ name, kind }) => kind === "number" && /^[A-Z][A-Z0-9_]+$/.test(name))
    .slice(0, 3)
    .map(({ name }) => ({ size: name, prior: 0.35 }));
}

/** `x - 1` and `x + 1` that run around: before the first comes the last. */
function around(site: Site, emit: Emit): void {
  const { node, parent } = site;
  const left = child(node, "left");
  const operator = text(node, "operator");
  if (!left || !/^[-+]$/.test(operator)) return;
  if (parent?.type === "BinaryExpression" && text(parent, "operator") === "%") return;
  for (const { size, prior } of sizesOf(site, left)) {
    const code = site.code(node);
    emit(WRAP, prior, site.replace(node, `((${code}${operator === "-" ? ` + ${size}` : ""}) % ${size})`));
  }
}

/** Positions, days and remainders that go round. */
export const cyclic: OperatorFamily = {
  name: "cyclic",
  propose(site, emit) {
    if (site.node.type !== "BinaryExpression") return;
    remainder(site, emit);
    around(site, emit);
  },
};
