"use server";

import { cancelEngineRun } from "#lib/domain/engine/cancel-engine-run.ts";
import { retryEngineRun } from "#lib/domain/engine/retry-engine-run.ts";
import { EngineRunInput, RetryEngineRunInput } from "#lib/domain/engine/schema.ts";
import { ownerAction } from "#lib/http/owner-action.ts";

export const retryEngineRunAction = ownerAction({
  input: RetryEngineRunInput,
  permission: "engine.operate",
  run: retryEngineRun,
});

export const cancelEngineRunAction = ownerAction({
  input: EngineRunInput,
  permission: "engine.operate",
  run: cancelEngineRun,
});
