import type { JSONValue } from "@ai-sdk/provider";
import { generateText, Output } from "ai";
import { recordDecision } from "#lib/domain/decisions/record-decision.ts";
import { recordHandoff } from "#lib/domain/handoffs/record-handoff.ts";
import { savePlan } from "#lib/domain/plans/save-plan.ts";
import { recordStep } from "#lib/domain/runs/record-step.ts";
import { durableModel } from "../durable-model.ts";
import { perform } from "../perform.ts";
import type { RunSession } from "../run-session.ts";
import { analyseRepository, type RepositoryAnalysis } from "./analyse-repository.ts";
import { type Plan, planSchema } from "./plan-schema.ts";
import { planInstructions, planPrompt } from "./prompt.ts";
import { validatePlan } from "./validate-plan.ts";

/** A plan that is refused is made anew with the reasons, this often. */
const MAX_REPLANS = 2;

async function askForPlan(
  session: RunSession,
  analysis: RepositoryAnalysis,
  problems: string[],
): Promise<Plan> {
  const { models } = session.context.ports;
  const { facts } = session;
  const result = await generateText({
    model: durableModel(session, models.model("reasoning"), {
      stepKey: "plan",
      engine: models.describe("reasoning").label,
    }),
    instructions: planInstructions,
    prompt: planPrompt(facts, analysis, problems),
    output: Output.object({ schema: planSchema }),
    maxRetries: 0,
    providerOptions: {
      morningai: {
        purpose: "plan",
        goal: `${facts.goalTitle}\n${facts.goalBody}`,
        testCommand: facts.commands.test ?? null,
        runner: facts.runner,
        needsInstall: facts.needsInstall,
        buildCommand: facts.commands.build ?? null,
      } satisfies Record<string, JSONValue>,
    },
  });
  return result.output;
}

async function keepPlan(session: RunSession, plan: Plan, analysis: RepositoryAnalysis): Promise<void> {
  const { context, facts } = session;
  const engine = context.ports.models.describe("reasoning").label;
  const { runId } = facts;
  await savePlan(context, { runId, plan: { ...plan, analysis, engine } });
  await recordDecision(context, {
    runId,
    decision: {
      key: "route",
      madeBy: "Meta_Agent",
      decision: `Plan it as ${plan.taskType.replaceAll("_", " ")} and give it to Dev_Agent`,
      rationale: plan.rationale,
      confidence: plan.confidence,
    },
  });
  await recordHandoff(context, {
    runId,
    handoff: {
      key: "meta-dev",
      from: "Meta_Agent",
      to: "Dev_Agent",
      reason: plan.taskType === "code_review" ? "The plan looks at code" : "The plan changes code",
      payload: { taskType: plan.taskType, steps: plan.steps.length },
      expectedResult:
        plan.taskType === "code_review"
          ? "Findings with file, line, harm and confidence; none for a clean change"
          : "A verified change in a pull request, or the honest reason why there is none",
    },
  });
  await recordStep(context, {
    runId,
    step: {
      key: "plan",
      position: 0,
      title: "Plan",
      agent: "meta",
      status: "succeeded",
      summary: plan.summary,
    },
  });
}

/**
 * Plans a goal: analyses the repository, asks the planner, checks the plan, and keeps it. Returns the
 * problems of the last plan when even the second replan is not valid; then a person has to look.
 */
export async function planGoal(
  session: RunSession,
): Promise<{ ok: true } | { ok: false; problems: string[] }> {
  const { context, durable, facts, workspace } = session;
  await durable.run("plan-step", () =>
    recordStep(context, {
      runId: facts.runId,
      step: { key: "plan", position: 0, title: "Plan", agent: "meta", status: "running" },
    }),
  );
  const analysis = await perform(
    session,
    { stepKey: "plan", name: "analyse_repository", input: { commit: workspace.base } },
    () => analyseRepository(context, facts, workspace.base),
  );
  let problems: string[] = [];
  for (let attempt = 0; attempt <= MAX_REPLANS; attempt += 1) {
    const plan = await askForPlan(session, analysis, problems);
    problems = validatePlan(plan);
    if (problems.length === 0) {
      await durable.run("keep-plan", () => keepPlan(session, plan, analysis));
      return { ok: true };
    }
  }
  return { ok: false, problems };
}
