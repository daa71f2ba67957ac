/**
 * `npm run audit:verify`: computes the chains of the audit log again. Exit code 0 when all hold, 1 when one is
 * broken, 2 when they could not be read.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { type AuditChain, findMissingHashes, verifyAuditLog } from "#lib/domain/audit/verify-audit-log.ts";
import { openDatabase } from "./audit/open-database.ts";
import { Problem } from "./start/problem.ts";
import { formatColumns } from "./terminal/columns.ts";

const USAGE = `Usage: npm run audit:verify -- [options]
  --expect  a hash that an earlier run printed: some chain has to contain it (may be given several times)
  --json    print the chains as one JSON line
  --data    data folder (default: DATA_DIR or .data)`;

const root = resolve(import.meta.dirname, "..");

function formatChains(chains: AuditChain[]): string {
  const rows = chains.map(({ tenant, slug, lines, hash, problem, sequence }) => [
    slug ?? (tenant === null ? "(platform)" : tenant),
    String(lines),
    problem === null ? "holds" : `${problem.toUpperCase()} at line ${sequence}`,
    hash,
  ]);
  return formatColumns(["tenant", "lines", "chain", "hash of the last line"], rows);
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      expect: { type: "string", multiple: true, default: [] },
      json: { type: "boolean" },
      data: { type: "string" },
      help: { type: "boolean" },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const { db, close } = await openDatabase(
    root,
    resolve(root, values.data ?? process.env.DATA_DIR ?? ".data"),
  );
  try {
    const chains = await verifyAuditLog({ db });
    const missing = await findMissingHashes({ db }, values.expect);
    console.log(values.json ? JSON.stringify(chains) : formatChains(chains));
    for (const hash of missing)
      console.log(
        `No line has the hash ${hash}: the log was written anew, or the line is older than a year.`,
      );
    return missing.length > 0 || chains.some(({ problem }) => problem !== null) ? 1 : 0;
  } finally {
    await close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof Error)) throw error;
  console.error(error instanceof Problem ? `${error.message}\n${error.remedy}` : error.message);
  process.exitCode = 2;
}
// Keep-alive connections of clients would hold the process.
process.exit();
