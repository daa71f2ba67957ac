import type { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { ReleaseKillSwitchInput } from "#lib/domain/kill-switches/schema.ts";
import { parseInput } from "#lib/domain/parse-input.ts";

/** New runs may start again; stopped ones stay stopped. Errors: `not_found`, `conflict` (it is off). */
export async function releaseKillSwitch(
  context: Pick<Context, "db">,
  input: z.input<typeof ReleaseKillSwitchInput>,
): Promise<void> {
  const { killSwitchId } = parseInput(ReleaseKillSwitchInput, input);
  await callFunction(context.db, "release_kill_switch", { p_kill_switch: killSwitchId });
}
