import { z } from "zod";
import { readAll } from "#lib/db/read.ts";
import type { Context } from "#lib/domain/context.ts";
import { KillSwitch } from "#lib/domain/kill-switches/schema.ts";

const person = z.object({ name: z.string() }).nullable();

const Row = KillSwitch.omit({ agentName: true, engagedBy: true, releasedBy: true })
  .extend({ agent: person, engager: person, releaser: person })
  .transform(
    ({ agent, engager, releaser, ...row }): KillSwitch => ({
      ...row,
      agentName: agent?.name ?? null,
      engagedBy: engager?.name ?? null,
      releasedBy: releaser?.name ?? null,
    }),
  );

const columns = `id, tenantId:tenant_id, agentId:agent_id, reason, engagedAt:engaged_at, releasedAt:released_at,
  agent:agents(name), engager:users!kill_switches_engaged_by_fkey(name), releaser:users!kill_switches_released_by_fkey(name)`;

type Reader = Pick<Context, "db"> & { tenantId: string | null };

/** Switches that halt work in the tenant, those of the platform first; without a tenant those of the platform. */
export async function listEngagedKillSwitches({ db, tenantId }: Reader): Promise<KillSwitch[]> {
  const open = db.from("kill_switches").select(columns).is("released_at", null);
  const query = tenantId ? open.or(`tenant_id.is.null,tenant_id.eq.${tenantId}`) : open.is("tenant_id", null);
  return readAll(query.order("tenant_id", { nullsFirst: true }).order("engaged_at").limit(50), Row);
}

/** Switches of the tenant, or of the platform, that were released, newest first; at most 50. */
export async function listReleasedKillSwitches({ db, tenantId }: Reader): Promise<KillSwitch[]> {
  const ended = db.from("kill_switches").select(columns).not("released_at", "is", null);
  const query = tenantId ? ended.eq("tenant_id", tenantId) : ended.is("tenant_id", null);
  return readAll(query.order("engaged_at", { ascending: false }).limit(50), Row);
}

const Agent = z.object({ id: z.string(), name: z.string() });

/** The platform's agents by name. */
export async function listAgents(context: Pick<Context, "db">): Promise<z.infer<typeof Agent>[]> {
  return readAll(context.db.from("agents").select("id, name").order("name"), Agent);
}
