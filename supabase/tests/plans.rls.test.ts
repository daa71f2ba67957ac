import { expect, test } from "vitest";
import { callFunction, unwrap } from "#lib/db/call.ts";
import { refusal } from "./refusal.ts";
import { type Actor, setUpWorld, submittedGoal } from "./world.ts";

const world = setUpWorld();

const step = {
  title: "Step",
  action: "Do",
  agent: "dev",
  tool: "edit",
  successCriteria: "Done",
  fallback: "Stop",
};

const save = (actor: Actor, run: string, summary = "Plan") =>
  callFunction(world.as(actor), "save_plan", {
    p_run: run,
    p_plan: {
      taskType: "bug_fix",
      summary,
      analysis: { facts: [] },
      estimate: { minutes: 3 },
      engine: "local",
      steps: [
        { ...step, key: "reproduce" },
        { ...step, key: "fix", dependsOn: ["reproduce"], inputs: { file: "a.ts" } },
      ],
    },
  });

test("only a job of the tenant saves a plan; its steps keep their order and what they depend on", async () => {
  const { runId } = await submittedGoal(world);
  for (const actor of ["admin", "owner", "neighbour", "neighbourJob"] as const) {
    expect((await refusal(save(actor, runId)))[0]).toBe("forbidden");
  }
  const plan = await save("job", runId);
  const steps = await world
    .as("analyst")
    .from("plan_steps")
    .select("key, position, depends_on, inputs")
    .eq("plan_id", plan)
    .order("position");
  expect(unwrap(steps)).toEqual([
    { key: "reproduce", position: 1, depends_on: [], inputs: {} },
    { key: "fix", position: 2, depends_on: ["reproduce"], inputs: { file: "a.ts" } },
  ]);
});

test("a step that is repeated after a crash finds the plan that was saved", async () => {
  const { runId } = await submittedGoal(world);
  const plan = await save("job", runId, "First");
  expect(await save("job", runId, "Second")).toBe(plan);
  const row = unwrap(await world.as("analyst").from("plans").select("summary").eq("id", plan).single());
  expect(row.summary).toBe("First");
});
