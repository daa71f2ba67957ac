import type { KillSwitch } from "#lib/domain/kill-switches/schema.ts";

/** What a switch is called: "Kill switch of Dev_Agent", "… of the whole platform". */
export function killSwitchLabel(killSwitch: Pick<KillSwitch, "tenantId" | "agentName">): string {
  const { tenantId, agentName } = killSwitch;
  if (agentName) return `Kill switch of ${agentName}${tenantId ? "" : " on the whole platform"}`;
  return tenantId ? "Kill switch of this organisation" : "Kill switch of the whole platform";
}
