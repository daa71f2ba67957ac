/** The kinds of value the ingredient search tells apart. */
export type Kind =
  | "number"
  | "string"
  | "boolean"
  | "array"
  | "object"
  | "function"
  | "map"
  | "set"
  | "date"
  | "regexp"
  | "promise"
  | "nullish"
  | "unknown";

/** What was seen in a variable while the tests ran. */
export interface Seen {
  kinds: Kind[];
  /** Kinds of the properties of objects seen. */
  fields: Record<string, Kind>;
  /** Kinds of the elements of arrays seen and, for objects in them, of their fields. */
  elements: Kind[];
}

/** Seen values by statement number and variable name, for one file. */
export type SeenByStatement = Record<number, Record<string, Seen>>;

export function kindOfValue(value: unknown): Kind {
  if (value === null || value === undefined) return "nullish";
  if (Array.isArray(value)) return "array";
  const type = typeof value;
  if (type === "number" || type === "bigint") return "number";
  if (type === "string" || type === "boolean" || type === "function") return type;
  if (value instanceof Map) return "map";
  if (value instanceof Set) return "set";
  if (value instanceof Date) return "date";
  if (value instanceof RegExp) return "regexp";
  if (value instanceof Promise) return "promise";
  return "object";
}

const MAX_FIELDS = 24;

/** Add one observation to what was seen. Getters are not called. */
export function observe(seen: Seen, value: unknown): void {
  const kind = kindOfValue(value);
  if (!seen.kinds.includes(kind)) seen.kinds.push(kind);
  if (kind === "array") {
    const [first] = value as unknown[];
    const elementKind = kindOfValue(first);
    if (!seen.elements.includes(elementKind)) seen.elements.push(elementKind);
    if (elementKind === "object") fields(seen, first as object);
  } else if (kind === "object") fields(seen, value as object);
}

function fields(seen: Seen, value: object): void {
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(value)).slice(
    0,
    MAX_FIELDS,
  )) {
    if (!("value" in descriptor) || !/^[A-Za-z_$][\w$]*$/.test(name)) continue;
    const kind = kindOfValue(descriptor.value);
    const known = fieldKind(seen, name);
    if (known === undefined || known === "nullish") seen.fields[name] = kind;
  }
}

export function nothingSeen(): Seen {
  return { kinds: [], fields: {}, elements: [] };
}

/** Kind seen in a field of an object; names like `constructor` are not inherited. */
export function fieldKind(seen: Seen | undefined, name: string): Kind | undefined {
  return seen && Object.hasOwn(seen.fields, name) ? seen.fields[name] : undefined;
}
