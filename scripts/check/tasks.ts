/** The parts of `npm run check`: each resolves to its problems as text, empty when there are none. */
import { runCommand } from "../terminal/command.ts";
import { checkArchitecture, formatFinding } from "./architecture.ts";
import { checkDocsLinks } from "./docs-links.ts";
import type { Finding } from "./source.ts";

export interface TaskResult {
  problems: string;
  /** Shown without failing. */
  warnings: string;
}

export interface Task {
  name: string;
  run: (root: string) => Promise<TaskResult>;
}

const quiet = { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0", NEXT_TELEMETRY_DISABLED: "1" };

/** A task that is one or more commands, each of which must end with code 0. */
function commands(name: string, ...argvs: string[][]): Task {
  return {
    name,
    run: async (root) => {
      for (const argv of argvs) {
        const { code, output } = await runCommand(argv, { cwd: root, env: quiet });
        if (code !== 0) return { problems: `$ ${argv.join(" ")}\n${output.trim()}`, warnings: "" };
      }
      return { problems: "", warnings: "" };
    },
  };
}

function findings(name: string, find: (root: string) => Finding[]): Task {
  return {
    name,
    run: async (root) => {
      const found = find(root);
      const text = (warning: boolean) =>
        found
          .filter((one) => Boolean(one.warning) === warning)
          .map(formatFinding)
          .join("\n");
      return { problems: text(false), warnings: text(true) };
    },
  };
}

const biome: Task = commands("format and lint", [
  "biome",
  "check",
  "--error-on-warnings",
  "--diagnostic-level=warn",
]);
const types: Task = commands("types", ["next", "typegen"], ["tsc", "--noEmit"]);
const architecture: Task = findings("architecture", checkArchitecture);
const docs: Task = findings("links in docs", checkDocsLinks);
const deadCode: Task = commands("dead code", ["knip", "--no-progress"]);
const lock: Task = commands("lock file", ["npm", "ci", "--dry-run", "--no-audit", "--no-fund"]);

/** The generated database types must match the migrations. */
const databaseTypes: Task = commands("database types", [process.execPath, "scripts/db-types.ts", "--check"]);

export const checkTasks: Task[] = [types, biome, databaseTypes, deadCode, lock, architecture, docs];
