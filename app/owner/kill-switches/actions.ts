"use server";

import { revalidatePath } from "next/cache";
import { engagePlatformKillSwitch } from "#lib/domain/kill-switches/engage-platform-kill-switch.ts";
import { releaseKillSwitch } from "#lib/domain/kill-switches/release-kill-switch.ts";
import { EngageKillSwitchInput, ReleaseKillSwitchInput } from "#lib/domain/kill-switches/schema.ts";
import { ownerAction } from "#lib/http/owner-action.ts";

export const engagePlatformKillSwitchAction = ownerAction({
  input: EngageKillSwitchInput,
  permission: "platform.kill",
  run: async (context, input) => {
    const result = await engagePlatformKillSwitch(context, input);
    revalidatePath("/", "layout");
    return result;
  },
});

export const releasePlatformKillSwitchAction = ownerAction({
  input: ReleaseKillSwitchInput,
  permission: "platform.kill",
  run: async (context, input) => {
    await releaseKillSwitch(context, input);
    revalidatePath("/", "layout");
  },
});
