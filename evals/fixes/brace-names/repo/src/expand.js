/** The place of the brace that closes the one at `open`; -1 when none does. */
function closingOf(text, open) {
  let depth = 0;
  for (let index = open; index < text.length; index += 1) {
    if (text[index] === "{") depth += 1;
    if (text[index] === "}") depth -= 1;
    if (depth === 0) return index;
  }
  return -1;
}

/** Parts of the inside of a pair of braces, which commas separate. */
function alternatives(inside) {
  const parts = [""];
  let depth = 0;
  for (const sign of inside) {
    if (sign === "{") depth += 1;
    if (sign === "}") depth -= 1;
    if (sign === ",") parts.push("");
    else parts[parts.length - 1] += sign;
  }
  return parts;
}

/**
 * All names that a pattern stands for, in the order of its alternatives: "a{b,c}" is ab and ac. Braces may be
 * nested. A brace that is never closed stands for itself, and so does everything behind it.
 */
export function expand(pattern) {
  const open = pattern.indexOf("{");
  const close = open < 0 ? -1 : closingOf(pattern, open);
  if (close < 0) return [pattern];
  const head = pattern.slice(0, open);
  const tails = expand(pattern.slice(close + 1));
  return alternatives(pattern.slice(open + 1, close))
    .flatMap((part) => expand(part))
    .flatMap((middle) => tails.map((tail) => head + middle + tail));
}
