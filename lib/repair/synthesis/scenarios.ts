import type { Edit } from "../syntax/edits.ts";
import { calleeName, child, children, isFunction, type Node, text, walk } from "../syntax/node.ts";
import { type Assertion, assertionsIn } from "./assertions.ts";
import { literalVariants, type Vocabulary, vocabularyOf } from "./literal-variants.ts";

/** A test, run again with one literal or step changed and its assertions only looking. */
export interface Scenario {
  /** Last part of the test's name; undefined: every test of the file. */
  leaf: string | undefined;
  /** Edits of the test file: the recording of what is asserted, and the change. */
  edits: Edit[];
  /** The steps and the asserted expression as code, by number of the assertion. */
  calls: ReadonlyMap<number, string>;
}

const MAX_PER_FILE = 160;
const LONGEST_CALL = 220;
const TITLES = /^(test|it|specify)$/;

interface TestBody {
  leaf: string | undefined;
  body: Node;
}

/** Callbacks of tests with a written name; `it.each` and names made by code stay out. */
function testBodies(ast: Node): TestBody[] {
  const found: TestBody[] = [];
  walk(ast, ({ node }) => {
    if (node.type !== "CallExpression") return true;
    const callee = child(node, "callee");
    const root = callee?.type === "MemberExpression" ? child(callee, "object") : callee;
    if (!root || !TITLES.test(root.type === "Identifier" ? text(root, "name") : "")) return true;
    const [title] = children(node, "arguments");
    const body = children(node, "arguments").find((argument) => isFunction(argument));
    const inner = body && child(body, "body");
    if (!inner) return true;
    found.push({ leaf: title?.type === "StringLiteral" ? text(title, "value") : undefined, body: inner });
    return false;
  });
  return found;
}

const within = (inner: { start: number; end: number }, outer: { start: number; end: number }): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;

/** Steps of a test that may be left out or happen twice: calls whose result nobody reads. */
function stepEdits(body: Node, source: string, assertions: readonly Assertion[]): Edit[] {
  return children(body, "body").flatMap((statement): Edit[] => {
    const expression = statement.type === "ExpressionStatement" ? child(statement, "expression") : undefined;
    const call = expression?.type === "AwaitExpression" ? child(expression, "argument") : expression;
    if (call?.type !== "CallExpression" || assertions.some((one) => within(one, statement))) return [];
    if (/^(beforeEach|afterEach|before|after)$/.test(calleeName(call))) return [];
    const code = source.slice(statement.start, statement.end);
    return [
      { start: statement.start, end: statement.end, text: "" },
      { start: statement.end, end: statement.end, text: ` ${code}` },
    ];
  });
}

function edited(source: string, start: number, end: number, change: Edit | undefined): string {
  if (!change || change.start < start || change.end > end) return source.slice(start, end);
  return source.slice(start, change.start) + change.text + source.slice(change.end, end);
}

const flat = (code: string): string => code.replace(/\s+/g, " ").trim().replace(/;$/, "");

/** Names in a pattern, keys and defaults included: a few too many do no harm. */
function namesIn(source: string, pattern: Node | undefined): string[] {
  return pattern ? (source.slice(pattern.start, pattern.end).match(/[A-Za-z_]\w*/g) ?? []) : [];
}

/** What a person reads: the asserted expression, with the steps before it when it is not a call on literals alone. */
function callTexts(
  source: string,
  test: TestBody,
  assertions: readonly Assertion[],
  change: Edit,
): Map<number, string> {
  const texts = new Map<number, string>();
  const locals = new Set(
    children(test.body, "body")
      .flatMap((statement) => children(statement, "declarations"))
      .flatMap((declarator) => namesIn(source, child(declarator, "id"))),
  );
  for (const assertion of assertions) {
    if (!within(assertion, test.body)) continue;
    const asserted = flat(edited(source, assertion.subject.start, assertion.subject.end, change));
    const needsSteps = [...locals].some((name) => new RegExp(`(?<![\\w$.])${name}(?![\\w$])`).test(asserted));
    const alone = within(change, assertion.subject) && !needsSteps;
    const steps = alone
      ? []
      : children(test.body, "body")
          .filter(
            ({ start, end }) =>
              end <= assertion.start && !assertions.some((one) => within(one, { start, end })),
          )
          .map(({ start, end }) =>
            flat(edited(source, start, Math.max(end, change.start === end ? change.end : 0), change)),
          )
          .filter((step) => step !== "");
    const whole = [...steps, asserted].join("; ");
    if (whole.length <= LONGEST_CALL) texts.set(assertion.id, whole);
  }
  return texts;
}

/** Literals of a test that decide what the program gets: those that are only compared with stay out. */
function literalEdits(
  root: Node,
  source: string,
  assertions: readonly Assertion[],
  words: Vocabulary,
): Edit[][] {
  const lists: Edit[][] = [];
  walk(root, ({ node, field, ancestors }) => {
    if (node.type === "ImportDeclaration" || /^TS/.test(node.type)) return false;
    const around = assertions.find((one) => within(node, one));
    if (around && !within(node, around.subject) && !within(around.subject, node)) return false;
    if (field === "key" || field === "property") return false;
    const parent = ancestors[0];
    const texts = literalVariants(node, parent, source, words);
    if (texts.length > 0) lists.push(texts.map((code) => ({ start: node.start, end: node.end, text: code })));
    return true;
  });
  return lists;
}

/**
 * Variants of the tests of one file: values of the same kind as those the tests use, steps left out or repeated.
 * Objects are built the way the tests build them, so that methods and closures are compared as well as functions.
 * Source of the idea: test amplification, Danglot et al., "A snowballing literature study on test amplification", 2019.
 */
export function scenariosOf(ast: Node, source: string): Scenario[] {
  const assertions = assertionsIn(ast);
  if (assertions.length === 0) return [];
  const recording = assertions.flatMap(({ edits }) => edits);
  const words = vocabularyOf(ast, source);
  const queues: Scenario[][] = [];
  const clashes = (change: Edit): boolean =>
    recording.some((edit) => edit.start < Math.max(change.end, change.start + 1) && change.start < edit.end);
  for (const test of testBodies(ast)) {
    const changes = [
      ...literalEdits(test.body, source, assertions, words),
      stepEdits(test.body, source, assertions),
    ];
    for (const list of changes)
      queues.push(
        list
          .filter((change) => !clashes(change))
          .map((change) => ({
            leaf: test.leaf,
            edits: [...recording, change],
            calls: callTexts(source, test, assertions, change),
          })),
      );
  }
  const found: Scenario[] = [];
  for (let turn = 0; found.length < MAX_PER_FILE && queues.some((queue) => turn < queue.length); turn++)
    for (const queue of queues) {
      const next = queue[turn];
      if (next && found.length < MAX_PER_FILE) found.push(next);
    }
  return found;
}
