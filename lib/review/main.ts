import { spawnSync } from "node:child_process";
import { writeSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { titlesOf } from "./changes/tests.ts";
import { fileChange } from "./file-change.ts";
import type { Finding, PromiseCandidate } from "./finding.ts";
import { reviewFile } from "./review-file.ts";

const requestSchema = z.object({
  files: z.array(z.object({ path: z.string(), before: z.string().nullable(), after: z.string() })),
});

type Request = z.infer<typeof requestSchema>;

/** Python reads Python best: its findings come from a program in it, in the same form. */
function reviewPython(files: Request["files"]): { findings: Finding[]; problem: string | null } {
  if (files.length === 0) return { findings: [], problem: null };
  const program = join(import.meta.dirname, "python", "review.py");
  const result = spawnSync("python3", ["-B", "-I", program], {
    input: JSON.stringify({ files }),
    encoding: "utf8",
    maxBuffer: 16_000_000,
  });
  if (result.status !== 0)
    return {
      findings: [],
      problem: `Python files were not looked at: ${result.stderr?.slice(-200) ?? "there is no Python"}`,
    };
  return { findings: (JSON.parse(result.stdout) as { findings: Finding[] }).findings, problem: null };
}

/** One request on standard input, one JSON line with findings and promise candidates on standard output. */
async function main(): Promise<void> {
  const { files } = requestSchema.parse(JSON.parse(await text(process.stdin)));
  const findings: Finding[] = [];
  const candidates: PromiseCandidate[] = [];
  const titles = new Map(files.map(({ path, after }) => [path, titlesOf(after)]));
  for (const { path, before, after } of files) {
    const elsewhere = new Set([...titles].flatMap(([other, own]) => (other === path ? [] : own)));
    const reviewed = reviewFile(fileChange(path, before, after), elsewhere);
    findings.push(...reviewed.findings);
    candidates.push(...reviewed.candidates);
  }
  const python = reviewPython(files.filter(({ path }) => path.endsWith(".py")));
  const problems = python.problem ? [python.problem] : [];
  writeSync(1, `${JSON.stringify({ findings: [...findings, ...python.findings], candidates, problems })}\n`);
}

await main();
