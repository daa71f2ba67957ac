import { parseDuration } from "../timing/durations.ts";
import { compilePattern } from "./pattern.ts";
import { Duration, missing, type Value } from "./values.ts";

interface CelFunction {
  /** How many values it takes; of `target.name(a)` the target is the first. */
  takes: number;
  apply(...values: Value[]): Value;
}

const onText = (apply: (text: string) => Value): CelFunction => ({
  takes: 1,
  apply: (value) => (typeof value === "string" ? apply(value) : missing),
});

const onTexts = (apply: (text: string, other: string) => Value): CelFunction => ({
  takes: 2,
  apply: (value, other) =>
    typeof value === "string" && typeof other === "string" ? apply(value, other) : false,
});

const shifted = (sign: 1 | -1): CelFunction =>
  onText((text) => {
    const duration = parseDuration(text);
    return duration === undefined ? missing : new Date(Date.now() + sign * duration);
  });

const one = (apply: (value: Value) => Value): CelFunction => ({ takes: 1, apply });

function toDouble(value: Value): Value {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || value.trim() === "") return missing;
  const number = Number(value);
  return Number.isNaN(number) ? missing : number;
}

function toInteger(value: Value): Value {
  if (value instanceof Date) return Math.trunc(value.getTime() / 1000);
  if (typeof value === "number") return Math.trunc(value);
  return typeof value === "string" && /^[+-]?\d+$/.test(value) ? Number(value) : missing;
}

function toUnsigned(value: Value): Value {
  const number = toInteger(value);
  return typeof number === "number" && number >= 0 ? number : missing;
}

function toText(value: Value): Value {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Duration) return value.toJSON();
  if (value === missing) return missing;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Seconds, milliseconds or nanoseconds since the epoch, told apart by their size; nothing before 2000. */
function dateOfNumber(moment: number): Date | undefined {
  if (moment < 946_684_800) return undefined;
  if (moment < 9_999_999_999) return new Date(moment * 1000);
  return new Date(moment < 9_999_999_999_999 ? moment : moment / 1e6);
}

function toDate(value: Value): Value {
  if (value instanceof Date) return value;
  if (typeof value === "number") return dateOfNumber(value) ?? missing;
  if (typeof value !== "string") return missing;
  // A date without a zone is UTC wherever the engine runs.
  const zoned = /^\d{4}-\d\d-\d\dT[\d:.]+$/.test(value) ? `${value}Z` : value;
  const date = new Date(zoned);
  return Number.isNaN(date.getTime()) ? missing : date;
}

function size(value: Value): Value {
  if (value === missing || value === null) return 0;
  if (typeof value === "string") return [...value].length;
  if (Array.isArray(value)) return value.length;
  return typeof value === "object" ? Object.keys(value).length : missing;
}

function matches(text: string, pattern: string): Value {
  try {
    return compilePattern(pattern).test(text);
  } catch {
    return missing;
  }
}

function parseJson(text: string): Value {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
  } catch {
    return {};
  }
}

/** Functions that an expression of a wait or a cancellation may use as well: conversions and dates. */
const everywhere = new Map<string, CelFunction>([
  ["int", one(toInteger)],
  ["uint", one(toUnsigned)],
  ["double", one(toDouble)],
  ["date", one(toDate)],
  ["now_plus", shifted(1)],
  ["now_minus", shifted(-1)],
  [
    "duration",
    onText((text) => {
      const milliseconds = parseDuration(text);
      return milliseconds === undefined ? missing : new Duration(milliseconds);
    }),
  ],
]);

const inKeysAndTriggers = new Map<string, CelFunction>([
  ["now", { takes: 0, apply: () => new Date() }],
  ["size", one(size)],
  ["string", one(toText)],
  ["bool", one((value) => (value === "true" ? true : value === "false" ? false : value))],
  ["timestamp", one(toDate)],
  ["contains", onTexts((text, other) => text.includes(other))],
  ["startsWith", onTexts((text, other) => text.startsWith(other))],
  ["endsWith", onTexts((text, other) => text.endsWith(other))],
  ["matches", onTexts(matches)],
  ["lowercase", onText((text) => text.toLowerCase())],
  ["uppercase", onText((text) => text.toUpperCase())],
  ["b64decode", onText((text) => Buffer.from(text, "base64").toString())],
  ["json_parse", onText(parseJson)],
]);

/** Functions that may be called, by where the expression stands. */
export const allowedFunctions = {
  matching: everywhere,
  computing: new Map([...everywhere, ...inKeysAndTriggers]),
};

/** CEL's macros. The Inngest server refuses them in waits and cancellations, so they are refused everywhere. */
export const macros = new Set(["has", "all", "exists", "exists_one", "map", "filter"]);

/** Calls a function by name; `target.name(a)` and `name(target, a)` are the same call. */
export function callFunction(name: string, values: Value[]): Value {
  return allowedFunctions.computing.get(name)?.apply(...values);
}
