import { revealHidden } from "#components/visible-text.ts";
import type { ToolCall } from "#lib/domain/runs/schema.ts";

/** Names under which tools take what they are about, most telling first. */
const subjectKeys = ["path", "file", "query", "pattern", "command", "symbol", "model", "prompt", "reason"];

/** What a call is about, for its one line: the path, the query, the command … */
export function toolCallSubject(call: Pick<ToolCall, "input">): string {
  const { input } = call;
  if (typeof input === "string") return oneLine(input);
  if (input === null || typeof input !== "object") return "";
  const entries = new Map(Object.entries(input));
  for (const key of subjectKeys) {
    const value = entries.get(key);
    if (typeof value === "string" && value !== "") return oneLine(value);
  }
  const first = [...entries.values()].find((value) => typeof value === "string" || typeof value === "number");
  return first === undefined ? "" : oneLine(String(first));
}

const oneLine = (text: string): string => revealHidden(text.slice(0, 300)).replace(/\s+/g, " ").trim();

/**
 * A stored input or output as text: terminal output `{ text, truncated }` as it is, anything else as
 * indented JSON.
 */
export function toolValueText(value: unknown): { text: string; truncated: boolean } {
  if (value === null || value === undefined) return { text: "", truncated: false };
  if (typeof value === "string") return { text: value, truncated: false };
  if (typeof value === "object" && "text" in value && typeof value.text === "string") {
    const { text, truncated, ...rest } = value as { text: string; truncated?: unknown };
    const facts = Object.keys(rest).length > 0 ? `${JSON.stringify(rest, null, 2)}\n` : "";
    return { text: facts + text, truncated: truncated === true };
  }
  if (typeof value === "object" && !Array.isArray(value) && Object.keys(value).length === 0) {
    return { text: "", truncated: false };
  }
  return { text: JSON.stringify(value, null, 2), truncated: false };
}
