import { z } from "zod";
import { SubmitGoalInput } from "#lib/domain/goals/schema.ts";
import { submitGoal } from "#lib/domain/goals/submit-goal.ts";
import { AppError } from "#lib/errors.ts";
import { apiRoute, requireSameOrigin } from "#lib/http/api-route.ts";
import { openTenant, requirePermission } from "#lib/http/context.ts";
import { readJson } from "#lib/http/read-body.ts";
import { getVisit } from "#lib/http/session.ts";

const Body = SubmitGoalInput.extend({ tenant: z.string("Name the organisation by its path.") });

/** Submits a goal: `{ tenant, repositoryId, body }` → 201 `{ goalId, runId }`; the run starts at once. */
export const POST = apiRoute(async (request) => {
  requireSameOrigin(request);
  if (!(await getVisit())) throw new AppError("unauthenticated");
  const { tenant, ...input } = await readJson(request, Body);
  const visit = await openTenant(tenant);
  requirePermission(visit, "goal.submit");
  return Response.json(await submitGoal(visit.context, input), {
    status: 201,
    headers: { "cache-control": "no-store" },
  });
});
