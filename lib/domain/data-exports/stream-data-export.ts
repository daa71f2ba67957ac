import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { readExportFile } from "#lib/domain/data-exports/queries.ts";
import { type ExportManifest, ExportManifest as Manifest } from "#lib/domain/data-exports/schema.ts";
import { tarEnd, tarHeader, tarPadding } from "#lib/domain/data-exports/write-tar.ts";

/** Checks and audits a download. Errors: `not_found`, `forbidden`, `conflict` (not ready, or expired). */
export async function openDataExport(
  context: Context,
  input: { dataExportId: string },
): Promise<ExportManifest> {
  const answer = await callFunction(context.db, "open_data_export", { p_data_export: input.dataExportId });
  return Manifest.parse(answer);
}

/** An opened export as tar: `manifest.json`, then a file with lines of JSON for each table. */
export async function* streamDataExport(
  context: Context,
  input: { dataExportId: string; manifest: ExportManifest },
): AsyncGenerator<Uint8Array> {
  const { dataExportId, manifest } = input;
  const at = new Date(manifest.finishedAt);
  const about = new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`);
  yield tarHeader("manifest.json", about.length, at);
  yield about;
  yield tarPadding(about.length);
  for (const { name, bytes } of manifest.files) {
    yield tarHeader(`${name}.ndjson`, bytes, at);
    for await (const part of readExportFile(context, { dataExportId, name })) {
      yield new TextEncoder().encode(part);
    }
    yield tarPadding(bytes);
  }
  yield tarEnd();
}
