import { stringify } from "csv-stringify/sync";
import { type AuditContext, readAuditLines } from "#lib/domain/audit/queries.ts";
import type { AuditFilter, AuditLine } from "#lib/domain/audit/schema.ts";

const columns = [
  "sequence",
  "createdAt",
  "actorKind",
  "actorId",
  "actorName",
  "actorEmail",
  "action",
  "targetKind",
  "targetId",
  "data",
  "before",
  "after",
  "ip",
  "userAgent",
  "requestId",
  "hash",
];

function toRecord({ actor, ...line }: AuditLine): Record<string, unknown> {
  return { ...line, actorName: actor?.name ?? null, actorEmail: actor?.email ?? null };
}

// Names and data come from people: a spreadsheet must not run them as formulas.
const toCsv = (records: Record<string, unknown>[], header: boolean): string =>
  stringify(records, { columns, header, escape_formulas: true });

async function* writeCsv(lines: AsyncIterable<AuditLine>): AsyncGenerator<string> {
  yield toCsv([], true);
  for await (const line of lines) yield toCsv([toRecord(line)], false);
}

async function* writeJson(lines: AsyncIterable<AuditLine>): AsyncGenerator<string> {
  let separator = "[\n";
  for await (const line of lines) {
    yield separator + JSON.stringify(toRecord(line));
    separator = ",\n";
  }
  yield separator === "[\n" ? "[]\n" : "\n]\n";
}

/** The audit log as text, in pieces: CSV with a header line, or one JSON array. */
export function exportAuditLog(
  context: AuditContext,
  filter: AuditFilter,
  format: "csv" | "json",
): AsyncGenerator<string> {
  const lines = readAuditLines(context, filter);
  return format === "csv" ? writeCsv(lines) : writeJson(lines);
}
