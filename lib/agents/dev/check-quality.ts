import { posix } from "node:path";
import { recordEvidence } from "#lib/domain/evidence/record-evidence.ts";
import type { Quality } from "#lib/domain/evidence/schema.ts";
import type { Sandbox } from "#lib/ports/sandbox/port.ts";
import { openWorkspace } from "../open-workspace.ts";
import { perform } from "../perform.ts";
import type { RunSession } from "../run-session.ts";
import type { OwnReview } from "./review-own-change.ts";
import { type CommandOutcome, type QualityFacts, scoreQuality } from "./score-quality.ts";
import type { Verification } from "./verify.ts";

/** A build or linter that takes longer is left to CI. */
const COMMAND_MS = 90_000;

const PYTHON_CHECK = "import ast, sys; ast.parse(open(sys.argv[1], encoding='utf-8').read())";

/** How a file is asked whether it is valid code, by its extension; others are not asked. */
const parsers: Record<string, (path: string) => string[]> = {
  ".js": (path) => ["node", "--check", path],
  ".mjs": (path) => ["node", "--check", path],
  ".cjs": (path) => ["node", "--check", path],
  ".py": (path) => ["python3", "-c", PYTHON_CHECK, path],
};

async function findUnreadable(sandbox: Sandbox, paths: string[]): Promise<string[]> {
  const unreadable: string[] = [];
  for (const path of paths.slice(0, 20)) {
    const argv = parsers[posix.extname(path)]?.(path);
    if (!argv || !(await sandbox.readFile(path))) continue;
    const { exitCode, stderr } = await sandbox.exec({ argv, limits: { wallMs: 10_000 } });
    // JSX in .js is no error of the code: node does not know it.
    if (exitCode !== 0 && /SyntaxError/.test(stderr) && !/<\w/.test(stderr)) unreadable.push(path);
  }
  return unreadable;
}

const succeeds = async (sandbox: Sandbox, command: string): Promise<boolean | null> => {
  const result = await sandbox.exec({
    argv: ["sh", "-c", command],
    limits: { wallMs: COMMAND_MS, cpuSeconds: 180, memoryMb: 3_072 },
  });
  return result.timedOut ? null : result.exitCode === 0;
};

/** Puts the changed files into the sandbox as they are at a commit. */
async function placeFiles(
  session: RunSession,
  sandbox: Sandbox,
  sha: string,
  paths: string[],
): Promise<void> {
  const { context, workspace } = session;
  for (const path of paths) {
    const content = await context.ports.forge.readBlob(workspace.repository, sha, path);
    if (content) await sandbox.writeFile(path, content);
    else await sandbox.removeFile(path);
  }
}

/** A command that fails on the change is tried on the base: what failed before is not held against it. */
async function outcomeOf(
  session: RunSession,
  sandbox: Sandbox,
  command: string | null | undefined,
  paths: string[],
): Promise<CommandOutcome> {
  if (!command) return "not_run";
  const now = await succeeds(sandbox, command);
  if (now === null) return "not_run";
  if (now) return "passed";
  await placeFiles(session, sandbox, session.workspace.base, paths);
  const before = await succeeds(sandbox, command);
  await placeFiles(session, sandbox, session.workspace.head, paths);
  return before === false ? "failed_before" : "fails_now";
}

type Measured = Pick<QualityFacts, "unreadable" | "types" | "lint">;

async function measure(session: RunSession, paths: string[]): Promise<Measured> {
  const sandbox = await openWorkspace(session);
  const { build, lint } = session.facts.commands;
  return {
    unreadable: await findUnreadable(sandbox, paths),
    types: await outcomeOf(session, sandbox, build, paths),
    lint: await outcomeOf(session, sandbox, lint, paths),
  };
}

/**
 * Scores a verified change: valid code, the repository's own build and linter against the base, size, what it
 * touches, and what the search leaves open. Kept as evidence; below `needed` it is not proposed.
 */
export async function checkQuality(
  session: RunSession,
  input: {
    verification: Verification;
    open: Pick<QualityFacts, "plausible" | "undecided" | "overfit" | "weak" | "proof">;
    attempt: number;
    review: OwnReview;
  },
): Promise<Quality> {
  const { verification, open, attempt, review } = input;
  const paths = verification.change.files.map(({ path }) => path);
  const measured = await perform(
    session,
    { stepKey: "verify", name: "check_quality", input: { paths } },
    () => measure(session, paths),
  );
  const quality = scoreQuality({ verification, ...open, ...measured, findings: review.counted });
  session.durable.keep(`evidence-quality-${attempt}`, () =>
    recordEvidence(session.context, {
      runId: session.facts.runId,
      evidence: { key: "quality", kind: "quality", title: "Quality", data: quality },
    }),
  );
  return quality;
}

/** The score and its reasons in one line. */
export const describeQuality = ({ score, reasons }: Quality): string =>
  `Quality ${score} of 10${reasons.length > 0 ? `: ${reasons.map(({ text }) => text).join(" ")}` : "."}`;
