import type { TestRunner } from "#lib/domain/test-reports/schema.ts";
import { chooseStyle, type Sibling, type TestStyle } from "./reproduction-style.ts";
import type { IssueExample, IssueFacts } from "./schema.ts";
import type { WrittenTest } from "./write-reproduction.ts";

/** Signs that mean something to a shell: such a command is not carried over into a test. */
const SHELL_SIGNS = /[|;&<>$`\\*?(){}]/;

/** The arguments of a command that runs a script of the repository, without a shell; null for anything else. */
function scriptArguments(command: string, paths: ReadonlySet<string>): string[] | null {
  const [program = "", ...args] = [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? "",
  );
  const script = args[0]?.replace(/^\.\//, "") ?? "";
  if (!/^(?:node|python3?)$/.test(program) || SHELL_SIGNS.test(command) || !paths.has(script)) return null;
  return [script, ...args.slice(1)];
}

/** What a program prints for a literal: a string without its quotes. */
const printed = (literal: string): string => literal.replace(/^(["'])(.*)\1$/s, "$2");

function javaScript(style: TestStyle, name: string, args: string[], expected: string | null): string {
  const load = (what: string, from: string) =>
    style.module === "commonjs" ? `const ${what} = require("${from}");` : `import ${what} from "${from}";`;
  const word = style.runner === "mocha" ? "it" : "test";
  const runner = { vitest: `import { test } from "vitest";`, "node:test": load("test", "node:test") };
  const line = runner[style.runner as keyof typeof runner] ?? "";
  const check =
    expected === null
      ? "assert.equal(run.status, 0, run.stderr);"
      : `assert.equal(run.stdout.trim(), ${JSON.stringify(printed(expected))}, run.stderr);`;
  return `${line}${line ? "\n" : ""}${load("assert", "node:assert/strict")}
${load("{ spawnSync }", "node:child_process")}

${word}(${JSON.stringify(name)}, () => {
  const run = spawnSync(process.execPath, ${JSON.stringify(args)}, { encoding: "utf8" });
  ${check}
});
`;
}

function python(style: TestStyle, name: string, args: string[], expected: string | null): string {
  const run = `run = subprocess.run([sys.executable, *${JSON.stringify(args)}], capture_output=True, text=True)`;
  const check =
    expected === null
      ? "assert run.returncode == 0, run.stderr"
      : `assert run.stdout.strip() == ${JSON.stringify(printed(expected))}, run.stderr`;
  if (style.runner !== "unittest")
    return `import subprocess\nimport sys\n\n\ndef ${name}():\n    ${run}\n    ${check}\n`;
  return `import subprocess\nimport sys\nimport unittest\n\n\nclass IssueTest(unittest.TestCase):\n    def ${name}(self):\n        ${run}\n        ${check}\n`;
}

/** Tests that start the commands of an issue as it does, and ask for the output that it wants or for no error. */
export function writeCommandTests(input: {
  issue: Pick<IssueFacts, "commands" | "error">;
  taken: ReadonlySet<string>;
  siblings: Sibling[];
  runner: TestRunner;
  moduleType: "module" | "commonjs";
}): { tests: (WrittenTest & { examples: IssueExample[] })[]; tried: string[] } {
  const { issue, taken } = input;
  const tried: string[] = [];
  for (const { command, expected } of issue.commands) {
    const args = scriptArguments(command, taken);
    const [script] = args ?? [];
    if (!args || !script) continue;
    if (expected === null && !issue.error) {
      tried.push(`The issue does not say what "${command}" should print.`);
      continue;
    }
    const definition = { name: script, file: script, line: 1, exported: null, isAsync: false };
    const style = chooseStyle({ definition, ...input });
    const isPython = style.module === "python";
    const what = expected === null ? "ends without an error" : `prints ${expected}`;
    const name = isPython
      ? `test_command_${(script.replace(/\.py$/, "").match(/\w+/g) ?? []).join("_")}`
      : `"${args.join(" ")}" ${what}`.slice(0, 160);
    const content = (isPython ? python : javaScript)(style, name, args, expected);
    const example: IssueExample = {
      callee: script,
      call: `"${command}"`,
      expected,
      actual: null,
      throws: expected === null ? "now" : null,
      error: expected === null ? (issue.error?.name ?? null) : null,
    };
    return { tests: [{ path: style.path, content, names: [name], examples: [example] }], tried };
  }
  return { tests: [], tried };
}
