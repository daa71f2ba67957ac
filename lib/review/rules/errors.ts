import { child, children, isFunction, staticName, walk } from "../../repair/syntax/node.ts";
import { lineAt, type Side } from "../file-change.ts";
import type { Hit } from "../finding.ts";

const LOST =
  "An error here leaves no trace: the caller goes on as if it had worked, and nobody sees why the result is missing.";

/** Errors that are caught and forgotten; a comment inside says why. */
export function lostErrors(side: Side): Hit[] {
  const hits: Hit[] = [];
  if (!side.ast) return hits;
  walk(side.ast, ({ node }) => {
    if (node.type === "CatchClause") {
      const body = child(node, "body");
      const empty = body && children(body, "body").length === 0;
      if (body && empty && !/\/[/*]/.test(side.text.slice(body.start, body.end)))
        hits.push({ start: node.start, end: node.end, confidence: 0.75, harm: LOST });
    }
    const callee = node.type === "CallExpression" ? child(node, "callee") : undefined;
    const [handler] = children(node, "arguments");
    if (!callee || staticName(callee, "property") !== "catch" || !handler || !isFunction(handler)) return;
    const body = child(handler, "body");
    const text = body && side.text.slice(body.start, body.end).replace(/\s/g, "");
    // A handler that gives a value answers the error; an empty one forgets it. On a promise that has a name it only
    // says that the error is met elsewhere.
    const called = child(callee, "object")?.type === "CallExpression";
    if (text === "{}" && called)
      hits.push({ start: callee.end - 5, end: node.end, confidence: 0.7, harm: LOST });
  });
  return hits;
}

/** A `return` in `finally` replaces the error on its way out. */
export function leavingFinally(side: Side): Hit[] {
  const hits: Hit[] = [];
  if (!side.ast) return hits;
  walk(side.ast, ({ node }) => {
    const finalizer = node.type === "TryStatement" ? child(node, "finalizer") : undefined;
    if (!finalizer) return;
    walk(finalizer, ({ node: inner }) => {
      if (isFunction(inner)) return false;
      if (inner.type === "ReturnStatement")
        hits.push({
          start: inner.start,
          end: inner.end,
          confidence: 0.85,
          harm: `A return in finally swallows every error of the try block from line ${lineAt(side.text, node.start)}.`,
        });
      return true;
    });
  });
  return hits;
}
