import { expect, test } from "vitest";
import { callFunction, unwrap } from "#lib/db/call.ts";
import { refusal } from "./refusal.ts";
import { type Actor, setUpWorld, submittedGoal } from "./world.ts";

const world = setUpWorld();

const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

const request = (actor: Actor, run: string, expiresAt = inHours(1)) =>
  callFunction(world.as(actor), "request_approval", {
    p_run: run,
    p_approval: {
      kind: "merge_pull_request",
      title: "Merge the fix",
      subjectDigest: "digest",
      risk: "low",
      rationale: "Verified",
      confidence: 0.9,
      agent: "dev",
      expiresAt,
    },
  });

async function pending(expiresAt?: string): Promise<{ approval: string; runId: string }> {
  const { runId } = await submittedGoal(world);
  return { approval: await request("job", runId, expiresAt), runId };
}

const decide = (actor: Actor, approval: string, decision = "approved", reason: string | null = null) =>
  callFunction(world.as(actor), "decide_approval", {
    p_approval: approval,
    p_decision: decision,
    p_reason: reason,
  });

test("a job asks once; asking again for the same subject finds the same approval", async () => {
  const { runId } = await submittedGoal(world);
  for (const actor of ["admin", "owner", "neighbourJob"] as const) {
    expect((await refusal(request(actor, runId)))[0]).toBe("forbidden");
  }
  const first = await request("job", runId);
  expect(await request("job", runId)).toBe(first);
  const run = unwrap(
    await world.as("analyst").from("runs").select("status, waiting_for").eq("id", runId).single(),
  );
  expect(run).toEqual({ status: "waiting", waiting_for: "your approval: Merge the fix" });
});

test("a question is answered by one of its choices, and the choice is kept", async () => {
  const { runId } = await submittedGoal(world);
  const approval = await callFunction(world.as("job"), "request_approval", {
    p_run: runId,
    p_approval: {
      kind: "choose_fix",
      title: "What should f(2) give?",
      subjectDigest: "q",
      risk: "medium",
      rationale: "Two fixes",
      confidence: 0.5,
      agent: "dev",
      choices: [
        { label: "3", detail: "" },
        { label: "4", detail: "" },
      ],
      expiresAt: "2999-01-01T00:00:00Z",
    },
  });
  const answer = (choice?: number) =>
    callFunction(world.as("member"), "decide_approval", {
      p_approval: approval,
      p_decision: "approved",
      p_reason: "",
      ...(choice === undefined ? {} : { p_choice: choice }),
    });
  for (const wrong of [undefined, -1, 2]) expect((await refusal(answer(wrong)))[0]).toBe("invalid_input");
  await answer(1);
  const row = world.as("analyst").from("approvals").select("status, choice").eq("id", approval);
  expect(unwrap(await row.single())).toEqual({ status: "approved", choice: 1 });
});

test("members decide; readers, operators, jobs and others don't", async () => {
  const { approval, runId } = await pending();
  for (const actor of ["analyst", "owner", "job"] as const) {
    expect((await refusal(decide(actor, approval)))[0]).toBe("forbidden");
  }
  for (const actor of ["stranger", "neighbour", "neighbourJob"] as const) {
    expect((await refusal(decide(actor, approval)))[0]).toBe("not_found");
  }
  expect(await decide("member", approval)).toMatchObject({
    event: { name: "approval/decided", data: { approvalId: approval, runId, decision: "approved" } },
  });
  const audited = await world
    .as("admin")
    .from("audit_log")
    .select("action, actor_id")
    .eq("target_id", approval)
    .order("id");
  expect(unwrap(audited)).toEqual([
    { action: "approval.request", actor_id: null },
    { action: "approval.approved", actor_id: world.people.member.id },
  ]);
});

test("of two people who decide at once one wins and the other is told", async () => {
  const { approval } = await pending();
  const outcomes = await Promise.allSettled([
    decide("admin", approval),
    decide("member", approval, "rejected", "Too risky"),
  ]);
  expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
  const lost = outcomes.find((outcome) => outcome.status === "rejected");
  expect(lost?.reason).toMatchObject({
    code: "conflict",
    message: "This approval is no longer open: it was decided, cancelled or has expired.",
  });
  const events = unwrap(
    await world.database.service.from("outbox_events").select("id").eq("data->>approvalId", approval),
  );
  expect(events).toHaveLength(1);
});

test("a rejection needs a reason, and a decision is one of two", async () => {
  const { approval } = await pending();
  expect((await refusal(decide("member", approval, "rejected", "  ")))[0]).toBe("invalid_input");
  expect((await refusal(decide("member", approval, "postponed")))[0]).toBe("invalid_input");
  await decide("member", approval, "rejected", " Not this way ");
  const row = unwrap(
    await world.as("analyst").from("approvals").select("status, decision_reason").eq("id", approval).single(),
  );
  expect(row).toEqual({ status: "rejected", decision_reason: "Not this way" });
});

test("an approval past its time can't be decided; the scheduler asks the admins first and ends it the second time", async () => {
  const { approval, runId } = await pending(inHours(-1));
  expect((await refusal(decide("member", approval)))[0]).toBe("conflict");
  expect((await refusal(callFunction(world.as("admin"), "expire_approvals", {})))[0]).toBe("forbidden");
  expect(await callFunction(world.database.service, "expire_approvals", {})).toEqual([]);
  const service = world.database.service.from("approvals");
  const escalated = unwrap(
    await service.select("status, escalated_at, expires_at").eq("id", approval).single(),
  );
  expect(escalated).toMatchObject({ status: "pending", escalated_at: expect.any(String) });
  unwrap(
    await world.database.service
      .from("approvals")
      .update({ expires_at: inHours(-1) })
      .eq("id", approval)
      .select("id"),
  );
  expect(await callFunction(world.database.service, "expire_approvals", {})).toEqual([
    {
      id: expect.any(String),
      name: "approval/decided",
      data: { approvalId: approval, runId, decision: "expired", tenantId: world.tenant.id },
    },
  ]);
  const row = unwrap(
    await world.as("analyst").from("approvals").select("status").eq("id", approval).single(),
  );
  expect(row.status).toBe("expired");
});

test("a run that is being stopped takes no decision any more", async () => {
  const { approval, runId } = await pending();
  await callFunction(world.as("member"), "stop_run", { p_run: runId });
  expect((await refusal(decide("admin", approval)))[0]).toBe("conflict");
});
