import { parseDuration } from "../timing/durations.ts";
import { missing, type Value } from "./values.ts";

type Implementation = (values: Value[]) => Value;

const onText =
  (apply: (text: string) => Value): Implementation =>
  ([value]) =>
    typeof value === "string" ? apply(value) : missing;

const onTexts =
  (apply: (text: string, other: string) => Value): Implementation =>
  ([value, other]) =>
    typeof value === "string" && typeof other === "string" ? apply(value, other) : false;

const shifted =
  (sign: 1 | -1): Implementation =>
  ([value]) => {
    const duration = typeof value === "string" ? parseDuration(value) : undefined;
    return duration === undefined ? missing : new Date(Date.now() + sign * duration);
  };

function toNumber([value]: Value[]): Value {
  if (typeof value === "boolean" || value === null || value === missing || value === "") return missing;
  const number = value instanceof Date ? value.getTime() / 1000 : Number(value);
  return Number.isNaN(number) ? missing : number;
}

function toInteger(values: Value[]): Value {
  const number = toNumber(values);
  return typeof number === "number" ? Math.trunc(number) : missing;
}

function toDate([value]: Value[]): Value {
  if (typeof value !== "string" && typeof value !== "number") return missing;
  // Numbers below 1e12 are seconds: that is year 33658 in milliseconds.
  const date = new Date(typeof value === "number" && Math.abs(value) < 1e12 ? value * 1000 : value);
  return Number.isNaN(date.getTime()) ? missing : date;
}

function size([value]: Value[]): Value {
  if (value === missing || value === null) return 0;
  if (typeof value === "string") return [...value].length;
  if (Array.isArray(value)) return value.length;
  return typeof value === "object" ? Object.keys(value).length : missing;
}

function matches(text: string, pattern: string): Value {
  try {
    return new RegExp(pattern).test(text);
  } catch {
    return missing;
  }
}

function parseJson(text: string): Value {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** Functions that an expression of a wait or a cancellation may use as well: conversions and dates. */
const everywhere: Record<string, Implementation> = {
  int: toInteger,
  uint: toInteger,
  double: toNumber,
  date: toDate,
  now: () => new Date(),
  now_plus: shifted(1),
  now_minus: shifted(-1),
  duration: onText((text) => parseDuration(text) ?? missing),
};

const inKeysAndTriggers: Record<string, Implementation> = {
  size,
  string: ([value]) => (typeof value === "object" ? JSON.stringify(value) : String(value)),
  bool: ([value]) => (value === "true" ? true : value === "false" ? false : value),
  timestamp: toDate,
  contains: onTexts((text, other) => text.includes(other)),
  startsWith: onTexts((text, other) => text.startsWith(other)),
  endsWith: onTexts((text, other) => text.endsWith(other)),
  matches: onTexts(matches),
  lowercase: onText((text) => text.toLowerCase()),
  uppercase: onText((text) => text.toUpperCase()),
  lowerAscii: onText((text) => text.toLowerCase()),
  upperAscii: onText((text) => text.toUpperCase()),
  b64decode: onText((text) => Buffer.from(text, "base64").toString()),
  json_parse: onText(parseJson),
};

/** Names of the functions that may be called, by where the expression stands. */
export const allowedFunctions = {
  matching: new Set(Object.keys(everywhere)),
  computing: new Set([...Object.keys(everywhere), ...Object.keys(inKeysAndTriggers)]),
};

/** CEL's macros. The Inngest server refuses them, so they are refused here too. */
export const macros = new Set(["has", "all", "exists", "exists_one", "map", "filter"]);

/** Calls a function by name; `target.name(a)` and `name(target, a)` are the same call. */
export function callFunction(name: string, values: Value[]): Value {
  const implementation = everywhere[name] ?? inKeysAndTriggers[name];
  return implementation ? implementation(values) : missing;
}
