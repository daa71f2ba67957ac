import type { Edit } from "../syntax/edits.ts";
import { child, children, isFunction, type Node, staticName, text, walk } from "../syntax/node.ts";
import { isValuePlace } from "./borrow.ts";
import { argumentLists } from "./call-arguments.ts";
import { isTest } from "./logic.ts";
import type { Importable } from "./neighbourhood.ts";
import type { Emit, OperatorFamily, Site } from "./site.ts";

const MAX_CALLABLE = 16;
const MAX_PATHS = 14;

/** A function that can be called here, with what brings it into the file. */
interface Callable {
  name: string;
  /** Undefined when its declaration is in another file that is imported already. */
  params: readonly string[] | undefined;
  insertions: readonly Edit[];
  /** More likely for functions that nothing uses yet. */
  bonus: number;
}

const fromOutside = ({ name, params, unused, insertion }: Importable): Callable => ({
  name,
  params,
  insertions: [insertion],
  bonus: unused ? 1.5 : 1,
});

/** Functions of other files, and those that are in sight. */
function callables(site: Site, outside: boolean): Callable[] {
  const others = site.context.neighbourhood.importable
    .filter(({ params }) => params !== undefined)
    .map(fromOutside);
  if (outside) return others;
  const inSight = site.variables
    .filter(({ name, kind, binding }) => {
      const callable = kind === "function" || binding.kind === "import";
      return callable && binding.kind !== "class" && /^[a-z]/.test(name) && name !== site.fn?.name;
    })
    .map(({ name, binding }): Callable => {
      const fn = binding.init && isFunction(binding.init) ? binding.init : undefined;
      const params = fn && children(fn, "params").map((param) => text(param, "name"));
      return { name, params, insertions: [], bonus: 1 };
    });
  return [...inSight, ...others].slice(0, MAX_CALLABLE);
}

const takes = ({ params }: Callable, count: number): boolean =>
  params === undefined || params.length === count;

/** Both sides of a comparison go through the same function: `f(a) - f(b)` for `a.localeCompare(b)` or `a < b`. */
function byKey(site: Site, emit: Emit): void {
  const { node } = site;
  const callee = node.type === "CallExpression" ? child(node, "callee") : undefined;
  const compared = callee && staticName(callee, "property") === "localeCompare" ? callee : undefined;
  const left = compared ? child(compared, "object") : child(node, "left");
  const right = compared ? children(node, "arguments")[0] : child(node, "right");
  const operator = compared ? "-" : text(node, "operator");
  if (!left || !right || (!compared && node.type !== "BinaryExpression")) return;
  if (
    !/^(-|[<>]=?|[=!]==?)$/.test(operator) ||
    [left, right].some(({ type }) => /Literal$|^Unary/.test(type))
  )
    return;
  if (site.code(left) === site.code(right)) return;
  const alike = left.type === right.type;
  for (const one of callables(site, false)) {
    if (!takes(one, 1)) continue;
    const sides = [left, right].map((side) => `${one.name}(${site.code(side)})`);
    const prior = Math.min(0.75, 0.42 * one.bonus) * (alike ? 1 : 0.5);
    emit("call.key", prior, ...one.insertions, site.replace(node, sides.join(` ${operator} `)));
  }
}

/** Paths from an element of a list to what may be compared: itself, its fields, and fields of those. */
function pathsOf(site: Site): string[] {
  const last = /CallExpression$/.test(site.node.type) ? lastObject(site.node) : undefined;
  const keys = last
    ? children(last, "properties").flatMap((property) => staticName(property, "key") ?? [])
    : [];
  const seen = site.node.type === "Identifier" ? site.variable(text(site.node, "name"))?.seen : undefined;
  const first = [...keys, ...Object.keys(seen?.fields ?? {})].slice(0, 5);
  const own = first.length > 0 ? first : [...site.context.properties.keys()].slice(0, 5);
  const deeper = own.flatMap((key) => membersOf(site, key).map((property) => `.${key}.${property}`));
  return ["", ...own.map((key) => `.${key}`), ...deeper];
}

/** Properties that the file reads of values with a name. */
function membersOf(site: Site, name: string): string[] {
  const found = new Set<string>();
  walk(site.ancestors.at(-1) ?? site.node, ({ node, field }) => {
    const object = node.type === "MemberExpression" && field !== "callee" ? child(node, "object") : undefined;
    const property = staticName(node, "property");
    const called = object && (staticName(object, "property") ?? text(object, "name"));
    if (property && called === name) found.add(property);
  });
  return [...found].slice(0, 5);
}

/** The object that the last `map` of a chain makes of each element. */
function lastObject(call: Node): Node | undefined {
  for (let at: Node | undefined = call; at; ) {
    const callee = child(at, "callee");
    const [fn] = children(at, "arguments");
    const body = fn && isFunction(fn) ? child(fn, "body") : undefined;
    if (callee && staticName(callee, "property") === "map" && body?.type === "ObjectExpression") return body;
    at = callee && child(callee, "object");
  }
  return undefined;
}

/** A list that is put in order by a function that compares, `list.sort((a, b) => compare(a.x, b.x))`. */
function comparator(site: Site, emit: Emit): void {
  const { node, field } = site;
  if (!/^(init|argument|body|right)$/.test(field) || site.kindOf(node) !== "array") return;
  const fresh = node.type === "CallExpression";
  const list = fresh ? site.code(node) : `[...${site.grouped(node)}]`;
  for (const one of callables(site, false)) {
    if (
      one.params?.length !== 2 ||
      !/^(by|compare|cmp|order|sort|rank)|Order$|^.*(Compare|Comparator)$/i.test(one.name)
    )
      continue;
    const prior = Math.min(0.8, 0.5 * one.bonus);
    emit("call.comparator", prior, ...one.insertions, site.replace(node, `${list}.sort(${one.name})`));
    for (const path of pathsOf(site).slice(1, MAX_PATHS + 1))
      emit(
        "call.comparator",
        prior - 0.05,
        ...one.insertions,
        site.replace(node, `${list}.sort((a, b) => ${one.name}(a${path}, b${path}))`),
      );
  }
}

/** The name of an argument tells what a function takes: likely when it is spoken of in the code it gets. */
function fits(param: string, code: string): number {
  return param.length > 2 && code.toLowerCase().includes(param.toLowerCase()) ? 1.25 : 1;
}

/** A function of another file around a value, in place of a field, or of another function. */
function around(site: Site, emit: Emit): void {
  const { node, field, parent } = site;
  const code = site.code(node);
  for (const one of callables(site, true)) {
    const [param = ""] = one.params ?? [];
    if (one.params?.length === 1 && isValuePlace(site) && !code.startsWith(`${one.name}(`))
      emit(
        "import.call",
        0.3 * one.bonus * fits(param, code),
        ...one.insertions,
        site.replace(node, `${one.name}(${code})`),
      );
    const object =
      node.type === "MemberExpression" && node.computed !== true ? child(node, "object") : undefined;
    const read = field !== "callee" && field !== "left" && parent?.type !== "UpdateExpression";
    if (object && read && one.params?.length === 1 && /^(Identifier|ThisExpression)$/.test(object.type))
      emit(
        "import.derived",
        0.32 * one.bonus,
        ...one.insertions,
        site.replace(node, `${one.name}(${site.code(object)})`),
      );
    const count = parent ? children(parent, "arguments").length : -1;
    if (
      field === "callee" &&
      parent?.type === "CallExpression" &&
      node.type === "Identifier" &&
      takes(one, count)
    )
      emit("import.function", 0.35 * one.bonus, ...one.insertions, site.replace(node, one.name));
  }
}

/** A function that says yes or no, joined to a condition. */
function predicate(site: Site, emit: Emit): void {
  if (!isTest(site.field, site.parent)) return;
  const code = site.node.type === "BinaryExpression" ? site.code(site.node) : site.grouped(site.node);
  for (const one of callables(site, true)) {
    if (!/^(is|has|can|should|matches|allows|needs)[A-Z]/.test(one.name)) continue;
    for (const given of argumentLists(site, one.params ?? []).slice(0, 6)) {
      const call = `${one.name}(${given})`;
      emit(
        "import.condition",
        0.38 * one.bonus,
        ...one.insertions,
        site.replace(site.node, `${code} && ${call}`),
      );
      emit(
        "import.condition",
        0.38 * one.bonus,
        ...one.insertions,
        site.replace(site.node, `${code} && !${call}`),
      );
      emit(
        "import.condition",
        0.34 * one.bonus,
        ...one.insertions,
        site.replace(site.node, `${code} || ${call}`),
      );
    }
  }
}

/** A value computed, or limited, by a function whose parameters are called like what is in sight. */
function byName(site: Site, emit: Emit): void {
  const { node } = site;
  if (!isValuePlace(site) || !/^(Identifier|MemberExpression|BinaryExpression)$/.test(node.type)) return;
  const code = site.code(node);
  for (const one of callables(site, false)) {
    if (one.params === undefined || one.params.length < 2) continue;
    for (const given of argumentLists(site, one.params).slice(0, 5)) {
      const call = `${one.name}(${given})`;
      emit("call.by-name", 0.32 * one.bonus, ...one.insertions, site.replace(node, call));
      if (site.kindOf(node) !== "number") continue;
      for (const limit of ["min", "max"])
        emit(
          "call.by-name",
          0.28 * one.bonus,
          ...one.insertions,
          site.replace(node, `Math.${limit}(${code}, ${call})`),
        );
    }
  }
}

/** Functions of neighbouring files as ingredients, with the import that brings them in. */
export const imports: OperatorFamily = {
  name: "imports",
  propose(site, emit) {
    byKey(site, emit);
    comparator(site, emit);
    around(site, emit);
    predicate(site, emit);
    byName(site, emit);
  },
};
