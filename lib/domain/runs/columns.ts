/*
 * Column lists with the names that schemas use. They are typed as plain strings on purpose: rows are
 * parsed by the schema of their noun, not trusted by a generated type.
 */
export const runStateColumns: string =
  "id, number, status, verdict, outcome, waitingFor:waiting_for, createdAt:created_at, startedAt:started_at, finishedAt:finished_at";

export const repositoryReference: string = "repository:repositories!runs_repository_id_fkey(id, name)";

export const runListColumns: string = `${runStateColumns}, goal:goals!runs_goal_id_fkey(id, number, title), ${repositoryReference},
  approvals!approvals_run_id_fkey(status, requestedAt:requested_at, decidedAt:decided_at, expiresAt:expires_at)`;

export const runColumns: string = `${runStateColumns}, goal:goals!runs_goal_id_fkey(id, number, title, body), ${repositoryReference},
  rerunOfId:rerun_of, planId:plan_id, reason, engine, baseSha:base_sha, headSha:head_sha, branch, resumed,
  heartbeatAt:heartbeat_at,
  requester:users!runs_requested_by_fkey(name), stopper:users!runs_stop_requested_by_fkey(name)`;

export const stepColumns: string =
  "id, key, position, title, agent, status, attempt, summary, error, startedAt:started_at, finishedAt:finished_at";

export const toolCallColumns: string =
  "id, runStepId:run_step_id, position, kind, tool, risk, status, input, output, error, attempt, startedAt:started_at, finishedAt:finished_at";

export const handoffColumns: string =
  "id, fromAgent:from_agent, toAgent:to_agent, reason, payload, expectedResult:expected_result, createdAt:created_at";

export const decisionColumns: string =
  "id, madeBy:made_by, decision, rationale, confidence, createdAt:created_at";

export const costColumns: string =
  "kind, inputTokens:input_tokens, outputTokens:output_tokens, durationMs:duration_ms, amountMicros:amount_micros";

export const planColumns: string = `id, taskType:task_type, summary, analysis, estimate, engine, createdAt:created_at,
  steps:plan_steps(key, position, title, action, agent, tool, inputs, successCriteria:success_criteria, fallback, dependsOn:depends_on)`;
