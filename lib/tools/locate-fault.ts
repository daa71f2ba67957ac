import { z } from "zod";
import { serverFor } from "#lib/language-servers/servers.ts";
import { defineTool, type ToolContext, ToolError } from "./define-tool.ts";
import { type FaultEvidence, gatherEvidence, type Suspect } from "./fault-evidence.ts";
import { askLanguage } from "./language-question.ts";
import { bestRanking, rankings } from "./rank-suspects.ts";
import { runRepairProgram } from "./repair-program.ts";

const place = z.object({ file: z.string(), line: z.number(), score: z.number(), why: z.string() });

const resultSchema = z.object({
  reason: z.string().optional(),
  localisation: z.object({
    lines: z.array(place),
    functions: z.array(place.extend({ function: z.string() })),
  }),
});

type Place = z.infer<typeof place>;
type EngineResult = z.infer<typeof resultSchema>;
type SuspiciousFunction = EngineResult["localisation"]["functions"][number];

/** Where a fault is must not take longer to say than to search for its fix. */
const ENGINE_SECONDS = 15;
const ENGINE_MS = 20_000;
const CALLS_MS = 25_000;

/** The result of `work`, or `late` when it takes longer; what is under way then goes on unheard. */
async function within<Result>(work: Promise<Result>, ms: number, late: Result): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<Result>((done) => {
    timer = setTimeout(() => done(late), ms);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

const NOTHING: EngineResult = { localisation: { lines: [], functions: [] } };

/** The engine's coverage; nothing, and the reason, when it can't run these tests. */
async function measure({ sandbox, workspace }: ToolContext): Promise<EngineResult> {
  try {
    const raw = await runRepairProgram(sandbox, workspace, {
      command: "localise",
      seconds: ENGINE_SECONDS,
      signal: AbortSignal.timeout(ENGINE_MS),
    });
    const result = resultSchema.safeParse(raw);
    return result.success ? result.data : { ...NOTHING, reason: "The repair engine's answer can't be read." };
  } catch (error) {
    if (error instanceof ToolError) return { ...NOTHING, reason: error.message };
    throw error;
  }
}

function reasonsFor({ key }: Suspect, evidence: FaultEvidence): string {
  const distance = evidence.distance.get(key);
  const reasons = [
    evidence.stack.has(key) && "in the stack trace",
    evidence.coverage.has(key) && "run by the failing tests",
    distance !== undefined && `${distance === 1 ? "1 call" : `${distance} calls`} from the failing test`,
    evidence.text.has(key) && "has words of the goal",
  ];
  return reasons.filter(Boolean).join(", ");
}

type Followed = { functions: SuspiciousFunction[]; order: string } | { problem: string };

/** What the language server adds: which functions the failing tests lead to, and in which order to look at them. */
async function followCalls(
  { sandbox, workspace }: ToolContext,
  measured: Promise<EngineResult>,
): Promise<Followed> {
  const file = workspace.targets.find((target) => serverFor(target.file))?.file;
  if (!file) return { problem: "No language server reads the failing tests." };
  const question = {
    goal: workspace.goal,
    targets: workspace.targets,
    passing: workspace.passing ?? [],
    engine: async () => {
      const { lines, functions } = (await measured).localisation;
      return [...lines, ...functions];
    },
  };
  try {
    const evidence = await askLanguage(sandbox, file, (server) => gatherEvidence(server, question));
    const order = bestRanking(evidence);
    const scores = evidence.coverage.size > 0 ? evidence.coverage : evidence.reach;
    const functions = rankings[order](evidence).flatMap((key) => {
      const suspect = evidence.suspects.get(key);
      if (!suspect) return [];
      const score = Number((scores.get(key) ?? 0).toFixed(4));
      const { path, line, name } = suspect;
      return [{ file: path, line, score, why: reasonsFor(suspect, evidence), function: name }];
    });
    return { functions, order };
  } catch (error) {
    if (error instanceof ToolError) return { problem: error.message };
    throw error;
  }
}

export const locateFault = defineTool({
  name: "locate_fault",
  description:
    "Ranks the functions and lines that the failing tests of the goal point to: stack traces and coverage of failing against passing tests (Ochiai), then the calls that lead from the failing tests to each function. Use it before you read or edit.",
  risk: "low",
  input: z.object({}),
  async execute(context) {
    // Both at once: a language server takes its time to start, and so do the tests.
    const measured = measure(context);
    const late: Followed = { problem: "The language server did not answer in time." };
    const [{ localisation, reason }, calls] = await Promise.all([
      measured,
      within(followCalls(context, measured), CALLS_MS, late),
    ]);
    const functions = "functions" in calls ? calls.functions : localisation.functions;
    if (functions.length === 0) {
      const problems = [reason, "problem" in calls ? calls.problem : undefined].filter(Boolean);
      throw new ToolError(`No place stands out. ${problems.join(" ")}`.trim());
    }
    const lines: Place[] =
      localisation.lines.length > 0
        ? localisation.lines
        : functions.map(({ file, line, score, why }) => ({ file, line, score, why }));
    const note = [reason, "problem" in calls ? calls.problem : undefined].filter(Boolean).join(" ");
    return {
      functions: functions.slice(0, 10),
      lines: lines.slice(0, 20),
      order: "order" in calls ? calls.order : "coverage",
      note: note || null,
    };
  },
});
