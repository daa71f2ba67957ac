/** Characters of one text that a live view carries; the whole is fetched when somebody asks for it. */
export const clipLimit = 6_000;
const listLimit = 200;

/** A value without its longest texts and lists, and whether something was left out. */
export interface Clipped {
  value: unknown;
  clipped: boolean;
}

/** Keeps beginning and end of a long text: errors stand at the end, causes at the beginning. */
export function clipText(text: string, limit = clipLimit): string {
  if (text.length <= limit) return text;
  const head = text.slice(0, Math.floor(limit * 0.4)).replace(/[\uD800-\uDBFF]$/, "");
  const tail = text.slice(-Math.floor(limit * 0.6)).replace(/^[\uDC00-\uDFFF]/, "");
  const left = text.length - head.length - tail.length;
  return `${head}\n… ${left.toLocaleString("en")} characters left out of this view …\n${tail}`;
}

/** `clipText` for every text in a JSON value; lists are cut at 200 items. */
export function clipDeep(value: unknown, limit = clipLimit): Clipped {
  let clipped = false;
  const visit = (one: unknown): unknown => {
    if (typeof one === "string") {
      if (one.length > limit) clipped = true;
      return clipText(one, limit);
    }
    if (Array.isArray(one)) {
      if (one.length > listLimit) clipped = true;
      return one.slice(0, listLimit).map(visit);
    }
    if (one !== null && typeof one === "object") {
      return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, visit(inner)]));
    }
    return one;
  };
  return { value: visit(value), clipped };
}
