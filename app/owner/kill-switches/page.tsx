import type { Metadata } from "next";
import { PlatformKillSwitches } from "#app/owner/kill-switches/_components/platform-kill-switches.tsx";
import { PageHeader } from "#components/page-header.tsx";
import {
  listAgents,
  listEngagedKillSwitches,
  listReleasedKillSwitches,
} from "#lib/domain/kill-switches/queries.ts";
import { ownerPage } from "#lib/http/page.ts";

export const metadata: Metadata = { title: "Kill switches" };

/** Stops all agents of the platform, or one. */
export default async function OwnerKillSwitchesPage() {
  const { db } = await ownerPage();
  const platform = { db, tenantId: null };
  const [agents, engaged, released] = await Promise.all([
    listAgents(platform),
    listEngagedKillSwitches(platform),
    listReleasedKillSwitches(platform),
  ]);
  return (
    <>
      <PageHeader
        title="Kill switches"
        description="Stop every agent on the whole platform at once, or one. Organisations have switches of their own in their settings."
      />
      <PlatformKillSwitches
        agents={agents}
        engaged={engaged}
        released={released}
        releasable={engaged.map((one) => one.id)}
      />
    </>
  );
}
