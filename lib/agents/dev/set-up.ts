import { recordEvidence } from "#lib/domain/evidence/record-evidence.ts";
import type { RunEnding } from "#lib/domain/runs/finish-run.ts";
import { fillSandbox } from "../open-workspace.ts";
import { perform } from "../perform.ts";
import type { RunSession } from "../run-session.ts";
import { markStep } from "./steps.ts";

/** Puts the base commit into a sandbox and installs its dependencies. An ending when the install fails. */
export async function setUp(session: RunSession): Promise<RunEnding | null> {
  const { context, facts, workspace } = session;
  await markStep(session, "setup", { status: "running" });
  const result = await perform(
    session,
    {
      stepKey: "setup",
      name: "set_up",
      input: { commit: workspace.base, install: facts.needsInstall ? facts.commands.install : null },
    },
    async () => {
      const { sandbox } = await context.ports.sandbox.open(facts.runId);
      const install = await fillSandbox(session, sandbox);
      return {
        command: install ? facts.commands.install : null,
        exitCode: install ? install.exitCode : 0,
        durationMs: install?.durationMs ?? 0,
        timedOut: install?.timedOut ?? false,
        text: install ? `${install.stdout}${install.stderr}`.slice(-12_000) : "No dependencies to install.",
        truncated: install?.truncated ?? false,
      };
    },
  );
  await session.durable.run("setup-evidence", () =>
    recordEvidence(context, {
      runId: facts.runId,
      evidence: {
        key: "setup",
        kind: "setup",
        title: result.command ? "Dependencies installed" : "No dependencies needed",
        data: { ...result, output: result.text, skipped: result.command === null },
      },
    }),
  );
  if (result.exitCode === 0) {
    await markStep(session, "setup", {
      status: "succeeded",
      summary: result.command
        ? `"${result.command}" ended well`
        : "The files are in the sandbox; nothing to install",
    });
    return null;
  }
  const why = result.timedOut ? "did not end in time" : `ended with exit code ${result.exitCode}`;
  const message = `The install command "${result.command}" ${why}.`;
  await markStep(session, "setup", {
    status: "failed",
    error: {
      code: "environment",
      message,
      remedy:
        "Correct the install command on the repository's page, or mend the dependencies, and run again.",
    },
  });
  return {
    status: "failed",
    outcome: "needs_person",
    verdict: "unverified",
    reason: `${message} Correct it on the repository's page and run again.`,
  };
}
