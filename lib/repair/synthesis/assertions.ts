import type { Edit } from "../syntax/edits.ts";
import { child, children, type Node, text, walk } from "../syntax/node.ts";

/** The global function that takes what a test asserts on. */
export const SEEN = "__repairSeen";

/** One assertion of a test file: what it looks at, and the edits that make it only look. */
export interface Assertion {
  id: number;
  start: number;
  end: number;
  subject: Node;
  edits: Edit[];
}

const ASSERT_MODULE = /^(node:)?assert(\/strict)?$/;

/** Names under which a file knows `assert` and its functions. */
function assertNames(ast: Node): Set<string> {
  const names = new Set(["assert"]);
  for (const statement of children(ast, "body")) {
    const from = statement.type === "ImportDeclaration" ? child(statement, "source") : undefined;
    if (from && ASSERT_MODULE.test(text(from, "value")))
      for (const specifier of children(statement, "specifiers")) {
        const local = child(specifier, "local");
        if (local) names.add(text(local, "name"));
      }
    for (const declarator of children(statement, "declarations")) {
      const init = child(declarator, "init");
      const [module] = init?.type === "CallExpression" ? children(init, "arguments") : [];
      const id = child(declarator, "id");
      if (module?.type !== "StringLiteral" || !ASSERT_MODULE.test(text(module, "value")) || !id) continue;
      if (id.type === "Identifier") names.add(text(id, "name"));
      for (const property of children(id, "properties")) {
        const local = child(property, "value");
        if (local?.type === "Identifier") names.add(text(local, "name"));
      }
    }
  }
  return names;
}

/** The innermost object or callee of a chain such as `expect(x).not.toBe(y)`. */
function rootOf(node: Node): Node {
  const next = child(node, node.type === "CallExpression" ? "callee" : "object");
  const inner = /^(CallExpression|MemberExpression)$/.test(node.type) ? next : undefined;
  if (!inner) return node;
  return inner.type === "Identifier" && node.type === "CallExpression" ? node : rootOf(inner);
}

/** What `expect(x)…` or `assert…(x, …)` looks at; undefined for other expressions. */
function subjectOf(node: Node, names: ReadonlySet<string>): Node | undefined {
  const root = rootOf(node);
  const called = root.type === "CallExpression" ? child(root, "callee") : undefined;
  const [first] = children(root.type === "CallExpression" ? root : node, "arguments");
  if (called?.type === "Identifier" && text(called, "name") === "expect")
    return root === node ? undefined : first;
  if (called?.type === "Identifier")
    return names.has(text(called, "name")) && root === node ? first : undefined;
  if (node.type !== "CallExpression") return undefined;
  const base = root.type === "Identifier" ? text(root, "name") : "";
  const context = base === "t" && /^t\.assert\./.test(nameOf(child(node, "callee")));
  return names.has(base) || context ? children(node, "arguments")[0] : undefined;
}

function nameOf(node: Node | undefined): string {
  if (node?.type === "Identifier") return text(node, "name");
  const object = node && child(node, "object");
  const property = node && child(node, "property");
  return object && property ? `${nameOf(object)}.${text(property, "name")}` : "";
}

/** Every assertion of a test file, the outermost of nested ones, in source order. */
export function assertionsIn(ast: Node): Assertion[] {
  const names = assertNames(ast);
  const found: Assertion[] = [];
  walk(ast, ({ node }) => {
    if (node.type !== "CallExpression" && node.type !== "MemberExpression") return true;
    const subject = subjectOf(node, names);
    if (!subject || subject.type === "SpreadElement") return true;
    const id = found.length;
    found.push({
      id,
      start: node.start,
      end: node.end,
      subject,
      edits: [
        { start: node.start, end: subject.start, text: `${SEEN}(${id}, ` },
        { start: subject.end, end: node.end, text: ")" },
      ],
    });
    return false;
  });
  return found;
}
