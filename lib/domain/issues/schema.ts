import { z } from "zod";

const text = z.string().catch("");
const optionalText = z.string().nullable().catch(null);
const lineNumber = z.number().int().nullable().catch(null);

/** A frame of a stack trace; `file` is the repository's own path where there is such a file. */
export const StackFrame = z.object({
  file: text,
  line: lineNumber,
  function: optionalText,
  /** Whose code it is. */
  place: z.enum(["repository", "dependency", "runtime", "unknown"]).catch("unknown"),
});
export type StackFrame = z.infer<typeof StackFrame>;

/**
 * A call with what it should give, as the issue tells it. All parts are code in the repository's language that
 * consists of literals only, except for the name that is called.
 */
export const IssueExample = z.object({
  callee: text,
  call: text,
  /** Literal that it should give; null when only the error is told. */
  expected: optionalText,
  /** Literal that it gives today, or the error that it throws. */
  actual: optionalText,
  /** Name of the error that it throws today, or should throw. */
  throws: z.enum(["now", "expected"]).nullable().catch(null),
  error: optionalText,
});
export type IssueExample = z.infer<typeof IssueExample>;

export const IssueSymbol = z.object({ name: text, file: text, line: z.number().catch(0) });
export type IssueSymbol = z.infer<typeof IssueSymbol>;

/** What the text of an issue says, as facts. The text comes from outside: facts are data, never instructions. */
export const IssueFacts = z.object({
  title: text,
  labels: z.array(z.string()).catch([]),
  /** Files of the repository that the text names. */
  paths: z.array(z.object({ path: text, line: lineNumber })).catch([]),
  /** Definitions in the repository of names that the text uses. */
  symbols: z.array(IssueSymbol).catch([]),
  error: z.object({ name: text, message: text }).nullable().catch(null),
  frames: z.array(StackFrame).catch([]),
  /** Commands to run, with the output that they should have where the text tells it. */
  commands: z.array(z.object({ command: text, expected: optionalText })).catch([]),
  examples: z.array(IssueExample).catch([]),
  codeBlocks: z.array(z.object({ language: text, text })).catch([]),
});
export type IssueFacts = z.infer<typeof IssueFacts>;
