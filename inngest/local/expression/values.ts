/** What an expression works on: JSON values, dates, {@link Duration durations}, and {@link missing}. */
export type Value = unknown;

/** The value of a field that is not there, and of an operation that makes no sense. Not the same as null. */
export const missing = undefined;

/** A length of time, as `duration("1h")` and the difference of two dates give it. */
export class Duration {
  readonly milliseconds: number;

  constructor(milliseconds: number) {
    this.milliseconds = milliseconds;
  }

  toJSON(): string {
    return `${this.milliseconds / 1000}s`;
  }
}

/** Dates and durations as numbers that can be compared; anything else as it is. */
const comparable = (value: Value): Value =>
  value instanceof Date ? value.getTime() : value instanceof Duration ? value.milliseconds : value;

const isTime = (value: Value): boolean => value instanceof Date || value instanceof Duration;

/** Equality of JSON values by content; what is missing equals only a written null, not another missing value. */
export function equalValues(left: Value, right: Value): boolean {
  if (left === missing || right === missing) return left === null || right === null;
  if (isTime(left) || isTime(right)) {
    return left?.constructor === right?.constructor && comparable(left) === comparable(right);
  }
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) {
    return left === right;
  }
  if (Array.isArray(left) || Array.isArray(right)) {
    return (
      Array.isArray(left) &&
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((item, at) => equalValues(item, right[at]))
    );
  }
  const [ours, theirs] = [left as Record<string, Value>, right as Record<string, Value>];
  const keys = Object.keys(ours);
  return (
    keys.length === Object.keys(theirs).length &&
    keys.every((key) => Object.hasOwn(theirs, key) && equalValues(ours[key], theirs[key]))
  );
}

type Ordering = "<" | "<=" | ">" | ">=";

/**
 * Order of two values. Missing is below everything, also below another missing value (that is what the
 * Inngest server does: the left side decides); null counts as the zero of the other side's type; values of
 * different types have no order and give {@link missing}.
 */
export function compareValues(operator: Ordering, left: Value, right: Value): Value {
  const wantsLess = operator === "<" || operator === "<=";
  if (left === missing) return wantsLess;
  if (right === missing) return !wantsLess;
  const order = orderOf(left ?? zeroLike(right), right ?? zeroLike(left));
  if (order === undefined) return missing;
  if (order === 0) return operator === "<=" || operator === ">=";
  return order < 0 === wantsLess;
}

function zeroLike(value: Value): Value {
  if (typeof value === "number") return 0;
  return typeof value === "string" ? "" : missing;
}

function orderOf(left: Value, right: Value): number | undefined {
  if (isTime(left) || isTime(right)) {
    return left?.constructor === right?.constructor
      ? Number(comparable(left)) - Number(comparable(right))
      : undefined;
  }
  if (typeof left === "number" && typeof right === "number") return left - right;
  if (typeof left === "boolean" && typeof right === "boolean") return Number(left) - Number(right);
  if (typeof left !== "string" || typeof right !== "string") return undefined;
  return left === right ? 0 : left < right ? -1 : 1;
}

/** Truth in `&&`, `||` and `?:`: false, null, missing, 0 and "" are false, everything else is true. */
export const isTruthy = (value: Value): boolean => Boolean(value);
