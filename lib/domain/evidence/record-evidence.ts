import { unwrap } from "#lib/db/call.ts";
import { storableJson } from "#lib/db/storable-json.ts";
import type { Json } from "#lib/db/types.ts";
import type { Context } from "#lib/domain/context.ts";
import type { EvidenceKind } from "#lib/domain/evidence/schema.ts";

export interface EvidenceRecord {
  key: string;
  kind: EvidenceKind;
  title: string;
  data: unknown;
}

/** Keeps a piece of evidence; the same key again replaces it. */
export async function recordEvidence(
  context: Context,
  input: { runId: string; evidence: EvidenceRecord },
): Promise<void> {
  const { key, kind, title, data } = input.evidence;
  const json = storableJson(data) as NonNullable<Json>;
  unwrap(
    await context.db
      .from("evidence")
      .upsert(
        { tenant_id: context.tenantId, run_id: input.runId, key, kind, title, data: json },
        { onConflict: "run_id,key" },
      ),
  );
}
