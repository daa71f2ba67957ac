import { z } from "zod";
import { findTenantOfExport } from "#lib/domain/data-exports/queries.ts";
import { openDataExport, streamDataExport } from "#lib/domain/data-exports/stream-data-export.ts";
import { AppError } from "#lib/errors.ts";
import { apiRoute } from "#lib/http/api-route.ts";
import { openTenant, requirePermission } from "#lib/http/context.ts";
import { getVisit } from "#lib/http/session.ts";
import { streamPieces } from "#lib/http/stream-pieces.ts";

/** A finished export as tar.gz, for those who may download it. */
export const GET = apiRoute<{ dataExportId: string }>(async (_request, { dataExportId }) => {
  const session = await getVisit();
  if (!session) throw new AppError("unauthenticated");
  if (!z.uuid().safeParse(dataExportId).success) throw new AppError("not_found");
  const slug = await findTenantOfExport(session, dataExportId);
  if (!slug) throw new AppError("not_found");
  const visit = await openTenant(slug);
  requirePermission(visit, "data_export.download");
  const manifest = await openDataExport(visit.context, { dataExportId });
  const tar = streamPieces(streamDataExport(visit.context, { dataExportId, manifest }));
  // The types of Node's stream and the browser's differ in a buffer that neither keeps.
  const gzip = new CompressionStream("gzip") as unknown as ReadableWritablePair<Uint8Array, Uint8Array>;
  return new Response(tar.pipeThrough(gzip), {
    headers: {
      "content-type": "application/gzip",
      "content-disposition": `attachment; filename="${slug}-${manifest.finishedAt.slice(0, 10)}.tar.gz"`,
      "cache-control": "no-store",
    },
  });
});
