import { fencesOf } from "#lib/domain/documents/read-markdown.ts";
import type { Sandbox } from "#lib/ports/sandbox/port.ts";

export interface ExampleRun {
  language: string;
  text: string;
  command: string;
  exitCode: number | null;
  output: string;
}

/** How a block of code is run; others are not. */
const runners: Record<string, { file: string; argv: (file: string) => string[] }> = {
  js: { file: "morningai-example.mjs", argv: (file) => ["node", file] },
  javascript: { file: "morningai-example.mjs", argv: (file) => ["node", file] },
  ts: {
    file: "morningai-example.ts",
    argv: (file) => ["node", "--disable-warning=ExperimentalWarning", file],
  },
  typescript: {
    file: "morningai-example.ts",
    argv: (file) => ["node", "--disable-warning=ExperimentalWarning", file],
  },
  python: { file: "morningai_example.py", argv: (file) => ["python3", file] },
  py: { file: "morningai_example.py", argv: (file) => ["python3", file] },
  sh: { file: "morningai-example.sh", argv: (file) => ["sh", "-e", file] },
  bash: { file: "morningai-example.sh", argv: (file) => ["bash", "-e", file] },
};

const MAX_EXAMPLES = 10;

/** Runs the code blocks of a text in the sandbox, from its top; those in languages that nothing here runs are left out. */
export async function runExamples(sandbox: Sandbox, text: string): Promise<ExampleRun[]> {
  const runs: ExampleRun[] = [];
  for (const { language, text: code } of fencesOf(text).slice(0, MAX_EXAMPLES)) {
    const runner = runners[language];
    if (!runner) continue;
    await sandbox.writeFile(runner.file, code);
    const argv = runner.argv(runner.file);
    const result = await sandbox.exec({ argv, limits: { wallMs: 20_000, outputBytes: 50_000 } });
    await sandbox.removeFile(runner.file);
    const output = `${result.stdout}${result.stderr}`.slice(-1_000);
    runs.push({
      language,
      text: code,
      command: argv.join(" "),
      exitCode: result.timedOut ? null : result.exitCode,
      output,
    });
  }
  return runs;
}
