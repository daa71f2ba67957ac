import type { Metadata } from "next";
import { KillSwitchControls } from "#app/(tenant)/[tenant]/settings/kill-switches/_components/kill-switch-controls.tsx";
import { PageHeader } from "#components/page-header.tsx";
import {
  listAgents,
  listEngagedKillSwitches,
  listReleasedKillSwitches,
} from "#lib/domain/kill-switches/queries.ts";
import { whyNotPermitted } from "#lib/domain/permissions/hold-permission.ts";
import { tenantPage } from "#lib/http/page.ts";

export const metadata: Metadata = { title: "Kill switches" };

/** Stops all agents of a tenant, or one. */
export default async function KillSwitchesPage(props: { params: Promise<{ tenant: string }> }) {
  const { tenant: slug } = await props.params;
  const { context, roles } = await tenantPage(slug);
  const [agents, engaged, released] = await Promise.all([
    listAgents(context),
    listEngagedKillSwitches(context),
    listReleasedKillSwitches(context),
  ]);
  return (
    <>
      <PageHeader
        title="Kill switches"
        description="Stop everything in this organisation at once, or one agent. A single run has its own Stop on its page."
      />
      <KillSwitchControls
        tenant={slug}
        agents={agents}
        engaged={engaged}
        released={released}
        releasable={engaged.flatMap((one) => (one.tenantId === null ? [] : [one.id]))}
        blocked={whyNotPermitted(roles, "kill_switch.engage") ?? undefined}
      />
    </>
  );
}
