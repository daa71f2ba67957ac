import type { ModelMessage } from "ai";
import { z } from "zod";
import { recordEvidence } from "#lib/domain/evidence/record-evidence.ts";
import { type LoopResult, runAgentLoop } from "../loop.ts";
import type { RunSession } from "../run-session.ts";
import { secondsLeft } from "../seconds-left.ts";
import { devInstructions, devPrompt } from "./prompt.ts";
import { markStep } from "./steps.ts";
import { isWorthAsking } from "./worth-asking.ts";

const located = z.object({
  lines: z.array(z.object({ file: z.string(), line: z.number(), score: z.number() })),
});
type Place = z.infer<typeof located>["lines"][number];

/** The suspicious lines, from a search for them alone or else from the search for a fix, which starts with it. */
function placesOf({ outputs }: LoopResult): Place[] {
  const alone = located.safeParse(outputs.get("locate_fault"));
  if (alone.success && alone.data.lines.length > 0) return alone.data.lines;
  const search = z.object({ localisation: located }).safeParse(outputs.get("propose_fix"));
  return search.success ? search.data.localisation.lines : [];
}

const distinctionSchema = z.object({
  call: z.string(),
  before: z.string(),
  answers: z.array(z.object({ gives: z.string(), patches: z.array(z.number()) })),
});
export type Distinction = z.infer<typeof distinctionSchema>;

const proposed = z.object({
  rootCause: z
    .object({ file: z.string(), line: z.number(), function: z.string().nullish(), explanation: z.string() })
    .nullable(),
  plausible: z.number(),
  candidatesTried: z.number(),
  patches: z.array(
    z.object({
      summary: z.string(),
      overfit: z.boolean(),
      disagreement: z.object({ distinction: distinctionSchema.optional() }).nullable(),
      files: z.array(
        z.object({
          path: z.string(),
          edits: z.array(z.object({ oldText: z.string(), newText: z.string() })),
        }),
      ),
    }),
  ),
});
type Proposal = z.infer<typeof proposed>;
export type ProposedPatch = Proposal["patches"][number];

/** The input with those of its answers that a kept proposal gives: only they can be chosen. Null below two. */
function usableDistinction(proposal: Proposal | null): Distinction | null {
  const distinction = proposal?.patches[0]?.disagreement?.distinction;
  if (!proposal || !distinction) return null;
  const answers = distinction.answers
    .map(({ gives, patches }) => ({
      gives,
      // A special case for the failing input is no fix to choose.
      patches: patches.filter((position) => proposal.patches[position]?.overfit === false),
    }))
    .filter(({ patches }) => patches.length > 0);
  return answers.length > 1 ? { ...distinction, answers } : null;
}

/** The input on which fixes differ, when a person could say what it should give. */
async function askableDistinction(
  session: RunSession,
  proposal: Proposal | null,
): Promise<Distinction | null> {
  const distinction = usableDistinction(proposal);
  if (!distinction) return null;
  const { context, workspace } = session;
  const changed = proposal?.patches.flatMap(({ files }) => files.map(({ path }) => path)) ?? [];
  const paths = new Set([...changed, ...workspace.targets.map(({ file }) => file)]);
  const sources = await session.durable.run("read-signatures", () =>
    Promise.all(
      [...paths].map(async (path) =>
        new TextDecoder().decode(
          (await context.ports.forge.readBlob(workspace.repository, workspace.start, path)) ??
            new Uint8Array(),
        ),
      ),
    ),
  );
  return isWorthAsking(distinction, sources) ? distinction : null;
}

/** The proposal that was applied last, by its edits; none when the agent wrote something of its own. */
function appliedIn(proposal: Proposal | null, loop: LoopResult): number {
  const edit = z.object({ files: z.unknown() }).safeParse(loop.inputs.get("edit_files"));
  const files = JSON.stringify(edit.data?.files);
  return (proposal?.patches ?? []).findIndex((patch) => JSON.stringify(patch.files) === files);
}

export interface FixResult {
  changed: boolean;
  text: string;
  messages: ModelMessage[];
  rootCause: string | null;
  /** How many different fixes passed every test; above one, a person should look at the choice. */
  plausible: number;
  /** The proposals of the search, and the position of the applied one; -1 for a change of the agent's own. */
  patches: ProposedPatch[];
  applied: number;
  /** An input on which the applied proposal and another one give different results. */
  distinction: Distinction | null;
}

async function keepRootCause(
  session: RunSession,
  loop: LoopResult,
  attempt: number,
): Promise<z.infer<typeof proposed> | null> {
  const lines = placesOf(loop);
  const proposal = proposed.safeParse(loop.outputs.get("propose_fix"));
  const cause = proposal.success ? proposal.data.rootCause : null;
  const [first] = lines;
  const [target] = session.workspace.targets;
  session.durable.keep(`evidence-root-cause-${attempt}`, () =>
    recordEvidence(session.context, {
      runId: session.facts.runId,
      evidence: {
        key: "root-cause",
        kind: "root_cause",
        title: "Root cause",
        data: {
          file: cause?.file ?? first?.file ?? null,
          line: cause?.line ?? first?.line ?? null,
          function: cause?.function ?? null,
          explanation:
            cause?.explanation ??
            "Not established: no edit makes the failing tests pass. These are the places that the failing tests point to.",
          suspicious: lines.slice(0, 10),
          failing: target ? { name: target.name, message: target.message ?? "" } : null,
          candidatesTried: proposal.success ? proposal.data.candidatesTried : 0,
        },
      },
    }),
  );
  return proposal.success ? proposal.data : null;
}

/**
 * One attempt of Dev_Agent: its loop of model and tools, from the messages of the attempts before it.
 * What it claims is kept as text; only whether the code changed counts here.
 */
export async function fix(session: RunSession, attempt: number, earlier: ModelMessage[]): Promise<FixResult> {
  const { workspace } = session;
  await markStep(session, "locate", { status: "running" }, `-${attempt}`);
  let fixing = false;
  const loop = await runAgentLoop(session, {
    agent: "dev",
    purpose: "dev",
    secondsLeft: secondsLeft(session),
    instructions: devInstructions,
    messages: earlier.length > 0 ? earlier : [{ role: "user", content: devPrompt(session) }],
    stepOf: (tool) => {
      if (tool !== "locate_fault" && tool !== "model") fixing = true;
      return fixing ? "fix" : "locate";
    },
  });
  const proposal = await keepRootCause(session, loop, attempt);
  const [top] = placesOf(loop);
  await markStep(
    session,
    "locate",
    {
      status: "succeeded",
      summary: top ? `Most suspicious: ${top.file}:${top.line}` : "No place stands out",
    },
    `-${attempt}`,
  );
  const applied = appliedIn(proposal, loop);
  const changed = workspace.head !== workspace.start;
  await markStep(
    session,
    "fix",
    changed
      ? { status: "succeeded", summary: proposal?.patches[0]?.summary ?? loop.text.slice(0, 300) }
      : {
          status: "failed",
          summary: loop.text.slice(0, 300),
          error: {
            code: loop.status === "completed" ? "no_fix" : loop.status,
            message: loop.text.slice(0, 500) || "The agent ended without a change.",
          },
        },
    `-${attempt}`,
  );
  return {
    changed,
    text: loop.text,
    messages: loop.messages,
    rootCause: proposal?.rootCause?.explanation ?? null,
    plausible: proposal?.plausible ?? 0,
    patches: proposal?.patches ?? [],
    applied,
    distinction: applied === -1 ? null : await askableDistinction(session, proposal),
  };
}
