import { z } from "zod";
import { verdicts } from "#lib/domain/evidence/schema.ts";
import { joinShellWords } from "../terminal/shell-words.ts";

const commandLine = z
  .union([z.string(), z.array(z.string()).min(1)], {
    error: "give a command line as text, or its words as a list",
  })
  .transform((given) => (typeof given === "string" ? given : joinShellWords(given)).trim())
  .pipe(z.string().min(1, "the command is empty").max(500, "a command has at most 500 characters"));

const languages: Record<string, string> = {
  js: "javascript",
  mjs: "javascript",
  cjs: "javascript",
  jsx: "javascript",
  node: "javascript",
  ts: "typescript",
  tsx: "typescript",
  py: "python",
  python3: "python",
};

const language = z.string().transform((name) => {
  const plain = name.trim().toLowerCase();
  return languages[plain] ?? plain;
});

/** The verdict in any spelling: "not reproduced", "Not-Reproduced", "not_reproduced". */
const expected = z.preprocess(
  (text) =>
    String(text)
      .trim()
      .toLowerCase()
      .replace(/[\s-]+/g, "_"),
  z.enum(verdicts, { error: `one of ${verdicts.map((name) => `"${name.replace("_", " ")}"`).join(", ")}` }),
);

const text = (wanted: string) => z.string({ error: wanted }).trim().min(1, wanted);

/**
 * `task.json`. What a suite needs is required; everything else has a default, and fields that are not
 * known here are kept.
 */
export const taskSchema = z.looseObject({
  id: z
    .union([z.string().trim().min(1), z.number()], { error: "give a name as text" })
    .transform(String)
    .optional(),
  goal: text("say in words what should be done"),
  language: language.optional(),
  /** Runs the visible tests from the top of the repository; exit code 0 means that they pass. */
  testCommand: commandLine,
  /** Runs the held-out tests; default: `testCommand`. */
  judgeCommand: commandLine.optional(),
  /** Files that the goal is about, as a user would name them. */
  files: z.union([z.array(z.string()), z.string().transform((one) => [one])]).default([]),
  /** How long the agent may take; then the best verified result so far counts. */
  seconds: z.coerce.number().positive("give a number of seconds above 0").max(86_400).optional(),
  /** How hard it is, 1 to 5 in our own suites. */
  grade: z.union([z.number(), z.string()]).transform(String).optional(),
  /** How an honest run ends; default: verified. */
  expect: expected.optional(),
  /** The visible tests pass before: the goal asks for something else than to make them pass. */
  green: z.boolean().default(false),
  /** How often the visible tests have to pass in a row to count as passed; for tests that are flaky. */
  visibleRuns: z.number().int().min(1).max(20).default(1),
});

export type TaskFile = z.infer<typeof taskSchema>;

/** Something that is wrong with a task folder; the other tasks are carried out all the same. */
export interface TaskProblem {
  folder: string;
  file: string;
  /** Field of the file; empty when the whole is meant. */
  field: string;
  message: string;
}

/** Parses the text of a `task.json`: the task, or every field that is wrong. Never throws. */
export function parseTask(
  json: string,
): { task: TaskFile } | { problems: Pick<TaskProblem, "field" | "message">[] } {
  let value: unknown;
  try {
    value = JSON.parse(json.replace(/^\uFEFF/, ""));
  } catch (error) {
    return {
      problems: [{ field: "", message: `is not JSON: ${error instanceof Error ? error.message : error}` }],
    };
  }
  const parsed = taskSchema.safeParse(value);
  if (parsed.success) return { task: parsed.data };
  return {
    problems: parsed.error.issues.map((issue) => ({ field: issue.path.join("."), message: issue.message })),
  };
}
