"use server";

import { rerunRun } from "#lib/domain/runs/rerun-run.ts";
import { RerunRunInput, StopRunInput } from "#lib/domain/runs/schema.ts";
import { stopRun } from "#lib/domain/runs/stop-run.ts";
import { tenantAction } from "#lib/http/tenant-action.ts";

export const stopRunAction = tenantAction({ input: StopRunInput, permission: "run.stop", run: stopRun });

export const rerunRunAction = tenantAction({ input: RerunRunInput, permission: "run.rerun", run: rerunRun });
