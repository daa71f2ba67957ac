"use server";

import { revalidatePath } from "next/cache";
import { engageKillSwitch } from "#lib/domain/kill-switches/engage-kill-switch.ts";
import { releaseKillSwitch } from "#lib/domain/kill-switches/release-kill-switch.ts";
import { EngageKillSwitchInput, ReleaseKillSwitchInput } from "#lib/domain/kill-switches/schema.ts";
import { tenantAction } from "#lib/http/tenant-action.ts";

/** The banner stands on every page. */
const renewPages = () => revalidatePath("/", "layout");

export const engageKillSwitchAction = tenantAction({
  input: EngageKillSwitchInput,
  permission: "kill_switch.engage",
  run: async (context, input) => {
    const result = await engageKillSwitch(context, input);
    renewPages();
    return result;
  },
});

export const releaseKillSwitchAction = tenantAction({
  input: ReleaseKillSwitchInput,
  permission: "kill_switch.release",
  run: async (context, input) => {
    await releaseKillSwitch(context, input);
    renewPages();
  },
});
