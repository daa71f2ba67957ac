import { child, children, staticName, text } from "../../repair/syntax/node.ts";
import type { Alignment, Pair } from "../align.ts";
import type { FileChange } from "../file-change.ts";
import type { Hit } from "../finding.ts";
import { lostCopy } from "./copies.ts";
import { at, type Texts, textsOf } from "./texts.ts";

/** `??` that became `||`, and a test for null that became a test for truth. */
function falsyValues({ before, after }: Pair, { old, now }: Texts): Hit | null {
  if (
    before.type === "LogicalExpression" &&
    after.type === "LogicalExpression" &&
    before.operator === "??" &&
    after.operator === "||"
  ) {
    const value = now(child(after, "left"));
    return value === old(child(before, "left"))
      ? at(
          after,
          `0, "" and false count as missing now: a ${value} of 0 becomes ${now(child(after, "right")).slice(0, 40)}.`,
          0.85,
        )
      : null;
  }
  const compares = before.type === "BinaryExpression" && /^!==?$/.test(text(before, "operator"));
  const right = compares ? old(child(before, "right")) : "";
  if (!compares || (right !== "null" && right !== "undefined") || old(child(before, "left")) !== now(after))
    return null;
  return at(
    after,
    `0, "" and false count as missing now: with a ${now(after)} of 0 the condition does not hold any more.`,
    0.8,
  );
}

/** `await f()` that became `f()` or `void f()`. */
function lostAwait({ before, after, around }: Pair, { old, now }: Texts): Hit | null {
  const awaited = before.type === "AwaitExpression" ? child(before, "argument") : undefined;
  if (!awaited || after.type === "AwaitExpression") return null;
  const call =
    after.type === "UnaryExpression" && after.operator === "void" ? child(after, "argument") : after;
  const kept = call && now(call).startsWith(old(awaited));
  if (
    !kept ||
    ["ReturnStatement", "ArrowFunctionExpression", "ArrayExpression"].includes(around[0]?.type ?? "")
  )
    return null;
  return at(
    after,
    "The promise is not awaited any more: the code goes on before the work is done, and an error in it does not reach the caller.",
    0.85,
  );
}

/** A literal function as replacement that became a text, in which $ has a meaning. */
function replacementText({ before, after, around }: Pair, { old, now }: Texts): Hit | null {
  const body = before.type === "ArrowFunctionExpression" ? child(before, "body") : undefined;
  const callee = around[0]?.type === "CallExpression" ? child(around[0], "callee") : undefined;
  const method = callee && staticName(callee, "property");
  if (!body || (method !== "replace" && method !== "replaceAll") || old(body) !== now(after)) return null;
  return at(
    after,
    `In a replacement text $& and $1 stand for what was found: a value such as "$&" is not put in as it is.`,
    0.8,
  );
}

const ANCHORS = /^\^|\$$|\$(?=\))/g;

/** A pattern that lost ^ or $ and matches inside of other text now. */
function lostAnchor({ before, after }: Pair): Hit | null {
  if (before.type !== "RegExpLiteral" || after.type !== "RegExpLiteral") return null;
  const [one, other] = [text(before, "pattern"), text(after, "pattern")];
  const lost = (one.match(ANCHORS) ?? []).length - (other.match(ANCHORS) ?? []).length;
  if (lost <= 0 || one.replace(ANCHORS, "") !== other.replace(ANCHORS, "")) return null;
  return at(
    after,
    "Without the anchor it also matches text that only contains a valid part, such as a right value with something wrong after it.",
    0.8,
  );
}

const UNITS = /(seconds|minutes|hours|days|secs|mins)$/i;

/** A factor between units of time that is gone. */
function lostUnit({ before, after }: Pair, { old, now }: Texts): Hit | null {
  const factor =
    before.type === "BinaryExpression" && before.operator === "*"
      ? old(child(before, "right")).replaceAll("_", "")
      : "";
  if (!/^(60|1000|3600|60000|3600000|24|86400|86400000)$/.test(factor)) return null;
  if (old(child(before, "left")) !== now(after) || !UNITS.test(now(after))) return null;
  return at(
    after,
    `${now(after)} is used without the factor ${factor}: the result is too small by that.`,
    0.75,
  );
}

/** `Number(x)` that became `x`. */
function lostConversion({ before, after }: Pair, { old, now }: Texts): Hit | null {
  const callee = before.type === "CallExpression" ? old(child(before, "callee")) : "";
  const [first] = children(before, "arguments");
  if (
    !/^(Number|parseInt|parseFloat|Number\.parse(Int|Float))$/.test(callee) ||
    !first ||
    old(first) !== now(after)
  )
    return null;
  return at(after, `${now(after)} stays text: + joins instead of adding, and "9" is greater than "10".`, 0.7);
}

/** `Math.ceil(a / b)` that became floor or round. */
function lostRemainder({ before, after }: Pair, { old, now }: Texts): Hit | null {
  if (
    old(child(before, "callee")) !== "Math.ceil" ||
    !/^Math\.(floor|round|trunc)$/.test(now(child(after, "callee")))
  )
    return null;
  const [value] = children(after, "arguments");
  if (
    value?.type !== "BinaryExpression" ||
    value.operator !== "/" ||
    now(value) !== old(children(before, "arguments")[0])
  )
    return null;
  return at(
    after,
    `A remainder of ${now(value)} is dropped: the last, incomplete part counts as none.`,
    0.65,
  );
}

/** Brackets that were taken out where they held a group together. */
function lostGroup({ before, after }: Pair, { old, now }: Texts): Hit | null {
  const plain = (source: string) => source.replace(/[\s()]/g, "");
  if (!/^(Logical|Binary)Expression$/.test(before.type) || before.type !== after.type) return null;
  if (before.operator === after.operator || plain(old(before)) !== plain(now(after))) return null;
  if (now(after).replace(/[^(]/g, "").length >= old(before).replace(/[^(]/g, "").length) return null;
  return at(
    after,
    "Without the brackets the operators group in another way: the last condition only holds for a part of it.",
    0.8,
  );
}

/** `sort((a, b) => a - b)` that became `sort()`. */
function lostOrder({ before, after }: Pair, { old, now }: Texts): Hit | null {
  if (before.type !== "CallExpression" || after.type !== "CallExpression") return null;
  const callee = child(after, "callee");
  const [compare] = children(before, "arguments");
  if (!callee || staticName(callee, "property") !== "sort" || children(after, "arguments").length > 0)
    return null;
  if (old(child(before, "callee")) !== now(callee) || !/-/.test(old(compare))) return null;
  return at(after, "Without a comparison items are ordered as text: 10 comes before 9.", 0.85);
}

/** `(a - 1 + n) % n` that became `(a - 1) % n`. */
function lostTurn({ before, after }: Pair, { old, now }: Texts): Hit | null {
  if (before.operator !== "%" || after.operator !== "%") return null;
  const [right, left, was] = [now(child(after, "right")), child(after, "left"), child(before, "left")];
  if (right !== old(child(before, "right")) || left?.operator !== "-" || was?.operator !== "+") return null;
  if (old(child(was, "right")) !== right || old(child(was, "left")) !== now(left)) return null;
  return at(after, `% keeps the sign: for the first place ${now(after)} is negative.`, 0.85);
}

const rules = [
  falsyValues,
  lostAwait,
  replacementText,
  lostCopy,
  lostAnchor,
  lostUnit,
  lostConversion,
  lostRemainder,
  lostGroup,
  lostOrder,
  lostTurn,
];

const names: Record<string, string> = {
  falsyValues: "falsy-value",
  lostAwait: "promise-not-awaited",
  replacementText: "replacement-pattern",
  lostCopy: "shared-instead-of-copied",
  lostAnchor: "pattern-not-anchored",
  lostUnit: "unit-factor-lost",
  lostConversion: "text-instead-of-number",
  lostRemainder: "remainder-dropped",
  lostGroup: "grouping-changed",
  lostOrder: "sorted-as-text",
  lostTurn: "negative-remainder",
};

/** What a changed expression does wrong that the old one did right. */
export function changedValues(change: FileChange, { pairs }: Alignment): (Hit & { rule: string })[] {
  const texts = textsOf(change);
  return pairs.flatMap((pair) =>
    rules.flatMap((rule) => {
      const hit = rule(pair, texts);
      return hit ? [{ ...hit, rule: names[rule.name] ?? rule.name }] : [];
    }),
  );
}
