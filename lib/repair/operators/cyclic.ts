import type { Edit } from "../syntax/edits.ts";
import { child, type Node, staticName, text } from "../syntax/node.ts";
import type { Emit, OperatorFamily, Site } from "./site.ts";

const WRAP = "arithmetic.wrap-around";

const CONSTANT = /^[A-Z][A-Z0-9_]+$/;
const PERIOD =
  /^(MINUTES|SECONDS|HOURS|MS|DAYS?|WEEKS?|YEARS?|MONTHS|PERIOD|ROUND|TURN|CIRCLE|[A-Z_]*PER_[A-Z]+)[A-Z_]*$/;
const BEGINNING = /^(start|from|begin|open|first|low|since|departure)/i;

/** What something may go round in, with the import it needs. */
interface Size {
  size: string;
  needs: readonly Edit[];
}

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
function sizesOf(site: Site, left: Node): (Size & { prior: number })[] {
  const callee = /CallExpression$/.test(left.type) ? child(left, "callee") : undefined;
  const period = callee && PERIODS.get(staticName(callee, "property") ?? "");
  if (period) return [{ size: period, needs: [], prior: 0.65 }];
  const list = site.field === "property" && site.parent?.computed === true && child(site.parent, "object");
  if (list) return [{ size: `${site.code(list)}.length`, needs: [], prior: 0.5 }];
  return constants(site).map((one) => ({ ...one, prior: 0.35 }));
}

/** Named numbers in sight or in a neighbouring file: what they are called says whether something goes round in them. */
function constants(site: Site): Size[] {
  const own = site.variables
    .filter(({ name, kind, binding }) =>
      binding.kind === "import" ? PERIOD.test(name) : kind === "number" && CONSTANT.test(name),
    )
    .map(({ name }) => ({ size: name, needs: [] }));
  const others = site.context.neighbourhood.importable
    .filter(({ name, params }) => params === undefined && PERIOD.test(name))
    .map(({ name, insertion }) => ({ size: name, needs: [insertion] }));
  return [...own, ...others].slice(0, 4);
}

/** `x - 1` and `x + 1` that run around: before the first comes the last. */
function around(site: Site, emit: Emit): void {
  const { node, parent } = site;
  const left = child(node, "left");
  const operator = text(node, "operator");
  if (!left || !/^[-+]$/.test(operator)) return;
  if (parent?.type === "BinaryExpression" && text(parent, "operator") === "%") return;
  for (const { size, needs, prior } of sizesOf(site, left)) {
    const code = site.code(node);
    emit(
      WRAP,
      prior,
      ...needs,
      site.replace(node, `((${code}${operator === "-" ? ` + ${size}` : ""}) % ${size})`),
    );
  }
}

/** Parentheses around a piece of code that is to stand in place of a node, unless they are there. */
function inParentheses({ node, context }: Site, code: string): string {
  const { text: source } = context.source;
  return source[node.start - 1] === "(" && source[node.end] === ")" ? code : `(${code})`;
}

/** Which ends lie in the next round. An interval that ends where it begins is rather a whole round than empty. */
const ORDERS = [
  ["<=", 0.42],
  ["<", 0.38],
] as const;

/** Beginnings that a value may be the end for: the other side of a difference, or a variable called like one. */
function beginningsOf(site: Site): string[] {
  const { node, field, variables } = site;
  const right = child(node, "right");
  if (text(node, "operator") === "-") return right ? [site.code(right)] : [];
  if (!/^(elements|init|argument|value|right)$/.test(field)) return [];
  return variables
    .filter(({ name, kind }) => kind === "number" && BEGINNING.test(name))
    .map(({ name }) => name)
    .slice(0, 2);
}

/** An end before its beginning lies in the next round: a shift from 22:00 to 06:00 ends on the next day. */
function nextRound(site: Site, emit: Emit): void {
  const { node } = site;
  const left = child(node, "left");
  const operator = text(node, "operator");
  if (!left || !/^[-+]$/.test(operator)) return;
  const code = site.code(node);
  const end = operator === "-" ? site.code(left) : code;
  for (const { size, needs } of constants(site).filter((one) => PERIOD.test(one.size)))
    for (const beginning of beginningsOf(site))
      for (const [order, prior] of ORDERS) {
        const later = `${end} ${order} ${beginning} ? ${code} + ${size} : ${code}`;
        if (end !== beginning && (operator === "-" || !code.includes(beginning)))
          emit("arithmetic.next-round", prior, ...needs, site.replace(node, inParentheses(site, later)));
      }
}

/** Positions, days and remainders that go round. */
export const cyclic: OperatorFamily = {
  name: "cyclic",
  propose(site, emit) {
    if (site.node.type !== "BinaryExpression") return;
    remainder(site, emit);
    around(site, emit);
    nextRound(site, emit);
  },
};
