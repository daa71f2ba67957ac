import { z } from "zod";
import { callFunction, unwrap } from "#lib/db/call.ts";
import type { PlatformContext } from "#lib/domain/context.ts";

const Chain = z.object({
  chain: z.uuid(),
  /** Null: the platform's own. */
  tenant: z.uuid().nullable(),
  slug: z.string().nullable(),
  lines: z.number(),
  /** Hash of the last line. Kept elsewhere, it shows later that nothing before it was written anew. */
  hash: z.string(),
  problem: z.enum(["changed", "replaced", "missing", "cut off"]).nullable(),
  /** The line with the problem, else the last one. */
  sequence: z.number(),
});
export type AuditChain = z.infer<typeof Chain>;

/** Computes the hashes of every chain of the audit log again. */
export async function verifyAuditLog(context: Pick<PlatformContext, "db">): Promise<AuditChain[]> {
  const pageSize = 100;
  const chains: AuditChain[] = [];
  for (;;) {
    const p_after = chains.at(-1)?.chain ?? null;
    const page = z
      .array(Chain)
      .parse(await callFunction(context.db, "verify_audit_log", { p_after, p_limit: pageSize }));
    chains.push(...page);
    if (page.length < pageSize) return chains;
  }
}

/** Those of these hashes that no line of any chain has. */
export async function findMissingHashes(
  context: Pick<PlatformContext, "db">,
  hashes: string[],
): Promise<string[]> {
  if (hashes.length === 0) return [];
  const rows = unwrap(await context.db.from("audit_log").select("hash").in("hash", hashes));
  const present = new Set(rows.map(({ hash }) => hash));
  return hashes.filter((hash) => !present.has(hash));
}
