import { type RefactoringOrder, readRefactoringGoal } from "#lib/domain/goals/read-refactoring-goal.ts";
import { callTool } from "../../call-tool.ts";
import type { RunSession } from "../../run-session.ts";

/** What is done, with the one place that it is about. */
export type Target =
  | { kind: "rename"; path: string; line: number; symbol: string; newName: string }
  | Extract<RefactoringOrder, { kind: "extract" | "dead_code" }>;

interface Found {
  definitions: { path: string; line: number; name: string; kind: string }[];
  near: string[];
}

const EXAMPLES =
  'Say for example "Rename total in src/cart.ts to sumOf", "Extract lines 10-20 of src/cart.ts into a function called discountOf" or "Remove dead code in src/".';

async function find(session: RunSession, symbol: string, path: string | null): Promise<Found | string> {
  const call = { agent: "dev", stepKey: "target", tool: "find_definitions", input: { symbol, path } };
  const result = await callTool(session, call);
  return result.error ?? (result.output as Found);
}

const listed = (definitions: Found["definitions"]): string =>
  definitions
    .slice(0, 8)
    .map(({ path, line, name, kind }) => `${kind} ${name} (${path}:${line})`)
    .join(", ");

async function chooseRename(
  session: RunSession,
  order: Extract<RefactoringOrder, { kind: "rename" }>,
): Promise<{ target: Target } | { question: string }> {
  const { symbol, newName, path } = order;
  const place = path ? ` in ${path}` : "";
  const found = await find(session, symbol, path);
  if (typeof found === "string") return { question: found };
  const [only, second] = found.definitions;
  if (!only) {
    const near = found.near.length > 0 ? ` Names like it: ${found.near.join(", ")}.` : "";
    return { question: `Nothing called "${symbol}" is defined${place}.${near} What is to be renamed?` };
  }
  if (second)
    return {
      question: `"${symbol}" is defined ${found.definitions.length} times${place}: ${listed(found.definitions)}. Which one is to be renamed? Name its file, or write it as Class.method.`,
    };
  const taken = await find(session, newName, null);
  const same = typeof taken === "string" ? [] : taken.definitions.filter(({ name }) => !name.includes("."));
  const clash = only.name.includes(".")
    ? typeof taken === "string"
      ? []
      : taken.definitions.filter(({ path: one }) => one === only.path)
    : same;
  if (clash.length > 0)
    return {
      question: `The name "${newName}" is taken already: ${listed(clash)}. Which other name should ${symbol} get?`,
    };
  return {
    target: {
      kind: "rename",
      path: only.path,
      line: only.line,
      symbol: only.name.split(".").at(-1) ?? symbol,
      newName,
    },
  };
}

/** Reads the order in the goal and finds the one place that it is about; a question when there is none, or several. */
export async function chooseTarget(session: RunSession): Promise<{ target: Target } | { question: string }> {
  const { goalTitle, goalBody } = session.facts;
  const order = readRefactoringGoal(goalTitle) ?? readRefactoringGoal(goalBody);
  if (!order)
    return { question: `The goal does not say what is to be renamed, extracted or removed. ${EXAMPLES}` };
  if (order.kind === "rename") return chooseRename(session, order);
  if (order.kind === "dead_code" && order.symbol) {
    const found = await find(session, order.symbol, order.path);
    if (typeof found !== "string" && found.definitions.length === 0)
      return {
        question: `Nothing called "${order.symbol}" is defined.${found.near.length > 0 ? ` Names like it: ${found.near.join(", ")}.` : ""} What is to be removed?`,
      };
  }
  return { target: order };
}
