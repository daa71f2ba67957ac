import { child, children, isFunction, type Node, staticName, text, walk } from "../../repair/syntax/node.ts";
import { lineAt, type Side } from "../file-change.ts";
import type { Hit, PromiseCandidate } from "../finding.ts";

const isAsync = (node: Node | undefined): boolean => !!node && isFunction(node) && node.async === true;

const callbacks: Record<string, string> = {
  forEach:
    "forEach does not wait for an async callback: the code after it runs before the work is done, and an error in it is an unhandled rejection",
  filter: "an async callback gives a promise, which is always true: filter keeps every item",
  some: "an async callback gives a promise, which is always true: some is true for the first item",
  every: "an async callback gives a promise, which is always true: every never finds a counter-example",
  find: "an async callback gives a promise, which is always true: find gives the first item",
  findIndex: "an async callback gives a promise, which is always true: findIndex gives 0",
  sort: "an async comparison gives a promise instead of a number: the order is undefined",
};

/** Async functions where a caller does not look at the promise. */
export function asyncCallbacks({ ast }: Side): Hit[] {
  const hits: Hit[] = [];
  if (!ast) return hits;
  walk(ast, ({ node }) => {
    const callee = node.type === "CallExpression" ? child(node, "callee") : undefined;
    const method = callee?.type === "MemberExpression" ? staticName(callee, "property") : undefined;
    const [first] = children(node, "arguments");
    const harm = method && Object.hasOwn(callbacks, method) ? callbacks[method] : undefined;
    if (harm && callee && isAsync(first))
      hits.push({
        start: callee.end - (method?.length ?? 0),
        end: callee.end,
        confidence: 0.9,
        harm: `${harm}.`,
      });
    const made = node.type === "NewExpression" ? child(node, "callee") : undefined;
    if (made && text(made, "name") === "Promise" && isAsync(first))
      hits.push({
        start: node.start,
        end: made.end,
        confidence: 0.85,
        harm: "An error thrown in an async executor does not reject the promise: whoever awaits it waits for ever.",
      });
  });
  return hits;
}

/** Calls that stand alone as statements: whether they give a promise is for the language server to say. */
export function promiseCandidates(path: string, { text: source, ast }: Side): PromiseCandidate[] {
  const found: PromiseCandidate[] = [];
  if (!ast) return found;
  walk(ast, ({ node }) => {
    const call = node.type === "ExpressionStatement" ? child(node, "expression") : undefined;
    if (call?.type !== "CallExpression") return;
    const callee = child(call, "callee");
    const name =
      callee?.type === "Identifier" ? text(callee, "name") : callee && staticName(callee, "property");
    if (!callee || !name || ["then", "catch", "finally"].includes(name)) return;
    found.push({ path, line: lineAt(source, callee.end - 1), name });
  });
  return found;
}
