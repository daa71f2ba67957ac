import { child, children, type Node, staticName, text, walk } from "../../repair/syntax/node.ts";
import type { Field, Shape } from "./shapes.ts";

/** Literals that conditions compare a name with, by the name; of a whole file. */
export interface Literals {
  numbers: Map<string, Set<number>>;
  strings: Map<string, Set<string>>;
  lengths: Map<string, Set<number>>;
  /** How an object of a class of the module is made. */
  instances: Map<string, string[]>;
}

const add = <Value>(map: Map<string, Set<Value>>, name: string, ...values: Value[]): void => {
  const known = map.get(name) ?? new Set();
  for (const value of values) known.add(value);
  map.set(name, known);
};

/** Constants with a literal value. */
function constantsOf(ast: Node): Map<string, number | string> {
  const found = new Map<string, number | string>();
  walk(ast, ({ node }) => {
    const id = node.type === "VariableDeclarator" ? child(node, "id") : undefined;
    const init = child(node, "init");
    const value = init && literalValue(init, found);
    if (id?.type === "Identifier" && value !== undefined) found.set(text(id, "name"), value);
    return true;
  });
  return found;
}

function literalValue(node: Node, constants: Map<string, number | string>): number | string | undefined {
  if (node.type === "NumericLiteral" && typeof node.value === "number") return node.value;
  if (node.type === "StringLiteral") return text(node, "value");
  if (node.type === "Identifier") return constants.get(text(node, "name"));
  const inner = node.type === "UnaryExpression" && text(node, "operator") === "-" && child(node, "argument");
  const value = inner ? literalValue(inner, constants) : undefined;
  return typeof value === "number" ? -value : undefined;
}

/** What a compared expression is called: its last name; "" for what has none. */
function subjectOf(node: Node): { name: string; length: boolean } {
  const property = staticName(node, "property");
  const object = child(node, "object");
  if (property === "length" || property === "size")
    return { name: object ? subjectOf(object).name : "", length: true };
  if (property) return { name: property, length: false };
  if (node.type === "Identifier") return { name: text(node, "name"), length: false };
  for (const field of ["left", "argument", "callee", "object"]) {
    const inner = child(node, field);
    if (inner) return subjectOf(inner);
  }
  return { name: "", length: false };
}

/** The literals of a file's conditions. */
export function literalsOf(ast: Node): Literals {
  const found: Literals = {
    numbers: new Map(),
    strings: new Map(),
    lengths: new Map(),
    instances: new Map(),
  };
  const constants = constantsOf(ast);
  const note = (subject: Node, other: Node): void => {
    const value = literalValue(other, constants);
    const { name, length } = subjectOf(subject);
    if (typeof value === "string") add(found.strings, name, value);
    else if (value !== undefined) add(length ? found.lengths : found.numbers, name, value);
  };
  walk(ast, ({ node }) => {
    const [left, right] = [child(node, "left"), child(node, "right")];
    if (node.type === "BinaryExpression" && left && right && /[<>=]|%/.test(text(node, "operator"))) {
      note(left, right);
      note(right, left);
    }
    if (node.type === "SwitchStatement") {
      const subject = child(node, "discriminant");
      for (const one of children(node, "cases")) {
        const test = child(one, "test");
        if (subject && test) note(subject, test);
      }
    }
    const callee = node.type === "CallExpression" ? child(node, "callee") : undefined;
    const method = callee && staticName(callee, "property");
    const [argument] = children(node, "arguments");
    if (callee && argument && method && /^(startsWith|endsWith|includes|indexOf|has|get|split)$/.test(method))
      note(callee, argument);
    return true;
  });
  return found;
}

const MAX_VALUES = 14;

function numbersFor(name: string, literals: Literals): string[] {
  const own = [...(literals.numbers.get(name) ?? [])];
  const others = [...literals.numbers.values()].flatMap((values) => [...values]).slice(0, 6);
  const near = (values: number[]) => values.flatMap((value) => [value, value - 1, value + 1]);
  return [3, ...near(own), 0, 1, -1, 2.5, 10, ...near(others), 100].map(String);
}

const BY_NAME: [RegExp, string[]][] = [
  [/mail/i, ["ada@example.org", "not an address"]],
  [/url|link|href/i, ["https://example.org/a?b=1", "/relative"]],
  [/(date|day|from|until|since|at)$/i, ["2024-02-29", "2023-12-31"]],
  [/time/i, ["09:30", "23:59"]],
  [/path|file/i, ["src/a.txt", "/"]],
  [/json/i, ['{"a": 1}', "{"]],
  [/csv/i, ["a,b\n1,2"]],
  [/(zip|code|number|amount|price)/i, ["12345", "12.50"]],
];

function stringsFor(name: string, literals: Literals): string[] {
  const own = [...(literals.strings.get(name) ?? [])];
  const others = [...literals.strings.values()].flatMap((values) => [...values]).slice(0, 6);
  const named = BY_NAME.find(([pattern]) => pattern.test(name))?.[1] ?? [];
  const mixed = own.map((one) => `a${one}b`);
  const lengths = [...(literals.lengths.get(name) ?? [])].flatMap((one) => [one, one - 1, one + 1]);
  const long = lengths.filter((one) => one >= 0 && one <= 80).map((one) => "x".repeat(one));
  return [
    ...own,
    ...named,
    "Ada Lovelace",
    "",
    "abc",
    ...mixed,
    ...long,
    "12",
    " a-b_c ",
    ...others,
    "é",
  ].map((one) => JSON.stringify(one));
}

function product(fields: Field[], literals: Literals, depth: number): string[] {
  const options = fields.map(({ name, shape, optional }) => {
    const values = valuesOf(shape, name, literals, depth + 1);
    return { name, values: [...values, ...(optional ? [null] : [])] };
  });
  const build = (choice: (string | null)[]): string => {
    const parts = options.flatMap(({ name }, at) => {
      const value = choice[at];
      const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
      return value === null || value === undefined ? [] : [`${key}: ${value}`];
    });
    return parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`;
  };
  const base: (string | null)[] = options.map(({ values }) => values[0] ?? "undefined");
  const found = [build(base)];
  for (let round = 1; round < MAX_VALUES; round += 1)
    for (const [at, { values }] of options.entries()) {
      if (round >= values.length) continue;
      found.push(build(base.with(at, values[round] ?? null)));
    }
  // All fields at once, each with another of its values.
  for (let round = 1; round < 4; round += 1)
    found.push(build(options.map(({ values }, at) => values[(round + at) % values.length] ?? null)));
  return found;
}

function listsOf(values: string[], name: string, literals: Literals): string[] {
  const [a = "1", b = a, c = b] = values;
  const lengths = [...(literals.lengths.get(name) ?? [])].flatMap((one) => [one, one - 1, one + 1]);
  const long = lengths
    .filter((one) => one >= 3 && one <= 12)
    .map((length) => Array.from({ length }, (_, at) => values[at % values.length] ?? a));
  const lists = [[a, b], [], [a], [b, a, c], ...long, ...values.slice(2, 26).map((one) => [one]), [a, a]];
  return lists.map((list) => `[${list.join(", ")}]`);
}

/** The member of the union that has this kind among its own. */
type Shaped<Kind extends Shape["kind"]> = Shape extends infer One
  ? One extends { kind: string }
    ? Kind extends One["kind"]
      ? One
      : never
    : never
  : never;

/** Values of one kind of shape; `below` gives those of a shape inside of it. */
type Make<Kind extends Shape["kind"]> = (
  shape: Shaped<Kind>,
  about: { name: string; literals: Literals; depth: number; below: (one: Shape) => string[] },
) => string[];

const DATES = ["2024-02-29T12:30:00.000Z", "2023-12-31T23:59:59.000Z", "2024-03-01T00:00:00.000Z"];

type Entries = Extract<Shape, { key: Shape }>;

const entriesOf = (
  shape: Entries,
  { literals, depth, below }: Parameters<Make<Shape["kind"]>>[1],
): string[] => {
  const key: Shape = shape.key.kind === "unknown" ? { kind: "string" } : shape.key;
  const keys = valuesOf(key, "key", literals, depth + 1);
  const values = below(shape.of);
  const pair = (at: number) => [keys[at % keys.length] ?? '"a"', values[at % values.length] ?? "1"] as const;
  const lists = [[pair(0), pair(1)], [], [pair(0)], [pair(2)]];
  return shape.kind === "map"
    ? lists.map((list) => `new Map([${list.map(([name, one]) => `[${name}, ${one}]`).join(", ")}])`)
    : lists.map((list) =>
        list.length === 0 ? "{}" : `{ ${list.map(([name, one]) => `${name}: ${one}`).join(", ")} }`,
      );
};

const makers: { [Kind in Shape["kind"]]: Make<Kind> } = {
  literal: ({ text: literal }) => [literal],
  number: (_, { name, literals }) => numbersFor(name, literals),
  string: (_, { name, literals }) => stringsFor(name, literals),
  boolean: () => ["true", "false"],
  bigint: () => ["3n", "0n", "-1n"],
  null: () => ["null"],
  undefined: () => ["undefined"],
  date: () => DATES.map((date) => `new Date("${date}")`),
  regexp: () => ["/a+/", "/^$/"],
  array: ({ of }, { name, literals, below }) => listsOf(below(of), name, literals),
  set: ({ of }, { name, literals, below }) =>
    listsOf(below(of), name, literals).map((list) => `new Set(${list})`),
  tuple: ({ of }, { below }) => {
    const options = of.map(below);
    return [0, 1, 2, 3].map((at) => `[${options.map((one) => one[at % one.length]).join(", ")}]`);
  },
  map: (shape, about) => entriesOf(shape as Entries, about),
  record: (shape, about) => entriesOf(shape as Entries, about),
  object: ({ fields }, { literals, depth }) => product(fields, literals, depth),
  union: ({ of }, { name, literals, depth }) => {
    const lists = of.map((one) => valuesOf(one, name, literals, depth + 1));
    const longest = Math.max(0, ...lists.map((list) => list.length));
    return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list[at] ?? [])).flat();
  },
  function: ({ gives }, { below }) => {
    if (gives.kind === "unknown") return ["(x) => x", "() => true"];
    const given = below(gives).slice(0, 3);
    return given.map((one) => `() => ${one.startsWith("{") ? `(${one})` : one}`);
  },
  instance: ({ name }, { literals }) => literals.instances.get(name) ?? [`new ${name}()`],
  unknown: (_, { name, literals }) => [
    ...numbersFor(name, literals).slice(0, 4),
    ...stringsFor(name, literals).slice(0, 4),
    ...["[1, 2]", "{}", "true"],
  ],
};

/** Source texts of values of a shape, the most telling first, each once. `name` is what the value is called. */
export function valuesOf(shape: Shape, name: string, literals: Literals, depth = 0): string[] {
  if (depth > 5) return ["undefined"];
  const below = (one: Shape) => valuesOf(one, name.replace(/(ie)?s$/, ""), literals, depth + 1);
  const make = makers[shape.kind] as Make<Shape["kind"]>;
  const limit = shape.kind === "object" || shape.kind === "array" ? 40 : MAX_VALUES + 6;
  return [...new Set(make(shape, { name, literals, depth, below }))].slice(0, limit);
}
