import type { Site, Variable } from "./site.ts";

/** A generated condition with how likely it is to be useful. */
export interface Atom {
  code: string;
  weight: number;
  /** A literal of the file or of a failing assertion takes part: such conditions overfit easily. */
  literal: boolean;
}

function single({ name, kind, seen }: Variable): Atom[] {
  const nullable = seen?.kinds.includes("nullish") ?? false;
  const plain = (code: string, weight: number): Atom => ({ code, weight, literal: false });
  switch (kind) {
    case "number":
      return [
        plain(`${name} <= 0`, 0.8),
        plain(`${name} < 0`, 0.8),
        plain(`${name} === 0`, 0.85),
        plain(`${name} > 0`, 0.7),
        plain(`${name} <= 1`, 0.7),
        plain(`${name} === 1`, 0.5),
        plain(`Number.isNaN(${name})`, 0.4),
        ...(nullable ? [plain(`${name} == null`, 0.8)] : []),
      ];
    case "string":
      return [
        plain(`${name} === ""`, 0.7),
        plain(`!${name}`, 0.75),
        plain(name, 0.6),
        plain(`${name}.trim() === ""`, 0.4),
      ];
    case "boolean":
      return [plain(name, 0.85), plain(`!${name}`, 0.85)];
    case "array":
      return [
        plain(`${name}.length === 0`, 0.9),
        plain(`${name}.length > 0`, 0.75),
        plain(`${name}.length <= 1`, 0.5),
        plain(`${name}.length === 1`, 0.3),
        ...(nullable ? [plain(`!${name}`, 0.7)] : []),
      ];
    case "map":
    case "set":
      return [plain(`${name}.size === 0`, 0.6), plain(`${name}.size > 0`, 0.5)];
    case "object":
      return nullable ? [plain(`!${name}`, 0.9), plain(name, 0.8)] : [plain(`!${name}`, 0.4)];
    case "nullish":
      return [
        plain(`${name} == null`, 0.9),
        plain(`!${name}`, 0.85),
        plain(`${name} !== undefined`, 0.6),
        plain(name, 0.6),
      ];
    case "function":
      return [];
    default:
      return [
        plain(`!${name}`, 0.7),
        plain(`${name} == null`, 0.75),
        plain(name, 0.5),
        plain(`${name} === 0`, 0.4),
        plain(`${name}.length === 0`, 0.35),
      ];
  }
}

function fieldsOf(variable: Variable): Variable[] {
  if (variable.kind !== "object" || !variable.seen) return [];
  return Object.entries(variable.seen.fields)
    .filter(([, kind]) => kind !== "function")
    .slice(0, 10)
    .map(([field, kind]) => ({ ...variable, name: `${variable.name}.${field}`, kind, seen: undefined }));
}

function pairs(variables: readonly Variable[]): Atom[] {
  const found: Atom[] = [];
  for (const [index, a] of variables.entries()) {
    for (const b of variables.slice(index + 1)) {
      if (a.kind === "number" && b.kind === "number")
        for (const [operator, weight] of [
          ["<", 0.6],
          [">", 0.6],
          ["<=", 0.6],
          [">=", 0.6],
          ["===", 0.45],
          ["!==", 0.4],
        ] as const)
          found.push({ code: `${a.name} ${operator} ${b.name}`, weight, literal: false });
      else if (a.kind === b.kind && (a.kind === "string" || a.kind === "boolean")) {
        found.push({ code: `${a.name} === ${b.name}`, weight: 0.5, literal: false });
        found.push({ code: `${a.name} !== ${b.name}`, weight: 0.5, literal: false });
      } else found.push(...membership(a, b), ...membership(b, a));
    }
  }
  return found;
}

function membership(collection: Variable, value: Variable): Atom[] {
  if (value.kind === "function" || value.kind === "array" || value.kind === "map" || value.kind === "set")
    return [];
  const method =
    collection.kind === "array"
      ? "includes"
      : collection.kind === "map" || collection.kind === "set"
        ? "has"
        : undefined;
  if (!method) return [];
  if (
    collection.kind === "array" &&
    collection.seen?.elements.length === 1 &&
    collection.seen.elements[0] !== value.kind
  )
    return [];
  const code = `${collection.name}.${method}(${value.name})`;
  return [
    { code, weight: 0.6, literal: false },
    { code: `!${code}`, weight: 0.6, literal: false },
  ];
}

function againstConstants(site: Site, variables: readonly Variable[]): Atom[] {
  const found: Atom[] = [];
  for (const { name, kind } of variables.slice(0, 6)) {
    if (kind === "number")
      for (const number of site.context.numbers.filter((value) => value !== "0" && value !== "1").slice(0, 4))
        for (const operator of [">", "<", ">=", "<="])
          found.push({ code: `${name} ${operator} ${number}`, weight: 0.3, literal: true });
    if (kind === "string")
      for (const string of site.context.strings.filter((value) => value.length > 0).slice(0, 8))
        for (const operator of ["===", "!=="])
          found.push({ code: `${name} ${operator} ${JSON.stringify(string)}`, weight: 0.35, literal: true });
  }
  return found;
}

/**
 * Conditions over the variables at a site, most promising first: nearness of the variable weighs as much as the
 * form of the condition.
 */
export function atoms(site: Site, limit: number): Atom[] {
  const near = site.variables.filter(({ binding, kind }) => {
    if (kind === "function" || binding.kind === "class" || binding.kind === "function") return false;
    return (
      binding.kind !== "import" && (binding.kind !== "constant" || kind !== "object" || binding.from > 0)
    );
  });
  const values = near.slice(0, 12).flatMap((variable) => [variable, ...fieldsOf(variable)]);
  const distance = new Map(values.map(({ name }, index) => [name, index]));
  const weigh = (atom: Atom): Atom => {
    const position = Math.min(
      ...[...distance].filter(([name]) => atom.code.includes(name)).map(([, index]) => index),
      20,
    );
    return { ...atom, weight: atom.weight * (1 - Math.min(position, 15) * 0.03) };
  };
  const all = [
    ...values.flatMap(single),
    ...pairs(values.slice(0, 10)),
    ...againstConstants(site, values),
  ].map(weigh);
  const unique = new Map(all.map((atom) => [atom.code, atom]));
  return [...unique.values()].sort((a, b) => b.weight - a.weight).slice(0, limit);
}
