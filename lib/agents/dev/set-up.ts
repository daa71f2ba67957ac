import { recordEvidence } from "#lib/domain/evidence/record-evidence.ts";
import type { RunEnding } from "#lib/domain/runs/finish-run.ts";
import { fillSandbox } from "../open-workspace.ts";
import { perform } from "../perform.ts";
import type { RunSession } from "../run-session.ts";
import { markStep } from "./steps.ts";

interface SetUpResult {
  /** Install command; null when there was nothing to install. */
  command: string | null;
  exitCode: number | null;
  durationMs: number;
  timedOut: boolean;
  text: string;
  truncated: boolean;
}

/** What package managers print when the registry itself is out of reach, not the package missing. */
const UNREACHABLE =
  /Tunnel connection failed|Cannot connect to proxy|Connection(?:Error| refused)|Temporary failure in name resolution|ENOTFOUND|ECONNREFUSED|EAI_AGAIN|Max retries exceeded/;

function reasonOf(result: SetUpResult): string {
  if (result.timedOut) return "did not end in time";
  const unreachable = UNREACHABLE.test(result.text)
    ? ": the package index can't be reached from this machine, so the repository's dependencies can't be installed"
    : "";
  return `ended with exit code ${result.exitCode}${unreachable}`;
}

const REMEDY =
  "Correct the install command on the repository's page, or mend the dependencies, and run again.";

async function prepare(session: RunSession): Promise<SetUpResult> {
  const { context, facts } = session;
  const { sandbox } = await context.ports.sandbox.open(facts.runId);
  const install = await fillSandbox(session, sandbox);
  if (!install) {
    const text = "No dependencies to install.";
    return { command: null, exitCode: 0, durationMs: 0, timedOut: false, text, truncated: false };
  }
  const { exitCode, durationMs, timedOut, truncated, stdout, stderr } = install;
  const command = facts.commands.install ?? null;
  return { command, exitCode, durationMs, timedOut, text: `${stdout}${stderr}`.slice(-12_000), truncated };
}

async function keepSetUp(session: RunSession, result: SetUpResult): Promise<void> {
  const { text, ...facts } = result;
  session.durable.keep("setup-evidence", () =>
    recordEvidence(session.context, {
      runId: session.facts.runId,
      evidence: {
        key: "setup",
        kind: "setup",
        title: result.command ? "Dependencies" : "No dependencies needed",
        data: { ...facts, output: text, skipped: result.command === null },
      },
    }),
  );
}

/** Puts the base commit into a sandbox and installs its dependencies. An ending when the install fails. */
export async function setUp(session: RunSession): Promise<RunEnding | null> {
  const { facts, workspace } = session;
  await markStep(session, "setup", { status: "running" });
  const input = { commit: workspace.base, install: facts.needsInstall ? facts.commands.install : null };
  const result = await perform(session, { stepKey: "setup", name: "set_up", input }, () => prepare(session));
  await keepSetUp(session, result);
  if (result.exitCode === 0) {
    const summary = result.command
      ? `"${result.command}" ended well`
      : "The files are in the sandbox; nothing to install";
    await markStep(session, "setup", { status: "succeeded", summary });
    return null;
  }
  const message = `The install command "${result.command}" ${reasonOf(result)}.`;
  await markStep(session, "setup", {
    status: "failed",
    error: { code: "environment", message, remedy: REMEDY },
  });
  return { status: "failed", outcome: "needs_person", verdict: "unverified", reason: `${message} ${REMEDY}` };
}
