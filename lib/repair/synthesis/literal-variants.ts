import { calleeName, children, type Node, text, walk } from "../syntax/node.ts";

/** Literals that a test file uses: variants stay within their kinds. */
export interface Vocabulary {
  strings: readonly string[];
  /** Those that occur more than once in a test. */
  names: ReadonlySet<string>;
  fractions: boolean;
  negatives: boolean;
}

export function vocabularyOf(ast: Node, source: string): Vocabulary {
  const strings = new Set<string>();
  const names = new Set<string>();
  const perTest = new Map<string, Node | undefined>();
  let fractions = false;
  let negatives = false;
  walk(ast, ({ node, ancestors }) => {
    if (node.type === "ImportDeclaration") return false;
    if (
      node.type === "StringLiteral" &&
      !/^(test|it|describe|suite)\b/.test(source.slice(ancestors[0]?.start))
    ) {
      const value = text(node, "value");
      const test = ancestors.find((around) => /^(test|it)$/.test(calleeName(around))) ?? ancestors.at(-2);
      if (test !== undefined && perTest.get(value) === test) names.add(value);
      perTest.set(value, test);
      strings.add(value);
    }
    if (node.type === "NumericLiteral" && !Number.isInteger(node.value)) fractions = true;
    if (node.type === "UnaryExpression" && text(node, "operator") === "-") negatives = true;
    return true;
  });
  return {
    names,
    strings: [...strings].filter((value) => value.length < 60).slice(0, 40),
    fractions,
    negatives,
  };
}

function numbers(value: number, negated: boolean, { fractions, negatives }: Vocabulary): string[] {
  const whole = Number.isInteger(value);
  const near = whole ? [value + 1, value - 1, value * 2, 0] : [value + 0.1, value * 2, Math.round(value), 0];
  const far = whole ? [value + 10, ...(fractions ? [value + 0.5] : [])] : [value / 2];
  const all = [...near, ...far, ...(negatives && !negated ? [-value] : [])];
  return [...new Set(all.map((next) => Number(next.toFixed(6))))]
    .filter((next) => next !== value && (next >= 0 || (negatives && !negated)))
    .map((next) => (next < 0 ? `(${next})` : String(next)));
}

/** Dates, times and digits in texts: another digit keeps the form. */
function digits(value: string): string[] {
  const at = value.search(/\d(?=\D*$)/);
  if (at === -1) return [];
  const turned = (by: number): string =>
    value.slice(0, at) + String((Number(value[at]) + by) % 10) + value.slice(at + 1);
  return [turned(1), turned(5)];
}

/** A text that stands in several places is a name: another one in a single place would only cut the tie. */
function strings(value: string, { strings: words, names }: Vocabulary): string[] {
  const half = Math.ceil(value.length / 2);
  const dated = /^\d{4}-\d\d-\d\d|^\d\d?:\d\d/.test(value);
  if (dated) return digits(value).map((next) => JSON.stringify(next));
  const others = words
    .filter((word) => word !== value && Math.abs(word.length - value.length) < 4)
    .slice(0, 2);
  if (names.has(value)) return others.map((next) => JSON.stringify(next));
  const shapes = [
    value.slice(0, -1),
    ...digits(value),
    ...others,
    value.slice(1),
    value + value.slice(-1),
    value === value.toUpperCase() ? value.toLowerCase() : value.toUpperCase(),
    value.slice(half) + value.slice(0, half),
    `${value} ${value}`,
    "",
  ];
  return [...new Set(shapes)].filter((next) => next !== value).map((next) => JSON.stringify(next));
}

function lists(node: Node, source: string): string[] {
  const items = children(node, "elements").map(({ start, end }) => source.slice(start, end));
  const [first] = items;
  if (first === undefined) return [];
  const of = (next: readonly string[]): string => `[${next.join(", ")}]`;
  const rest = items.length > 1 ? [items.slice(1), items.slice(0, -1), items.toReversed()] : [];
  return [...rest, [...items, first], []].map(of).filter((next) => next !== of(items));
}

/** Source texts of values of the same kind as a literal of a test: at its edges and a step beside it. */
export function literalVariants(
  node: Node,
  parent: Node | undefined,
  source: string,
  words: Vocabulary,
): string[] {
  if (node.type === "NumericLiteral" && typeof node.value === "number")
    return numbers(node.value, parent?.type === "UnaryExpression", words);
  if (node.type === "StringLiteral" && parent?.type !== "ImportExpression")
    return strings(text(node, "value"), words);
  if (node.type === "BooleanLiteral") return [String(node.value !== true)];
  if (node.type === "ArrayExpression" && parent?.type !== "VariableDeclarator") return lists(node, source);
  if (node.type === "ArrayExpression") return lists(node, source);
  return [];
}
