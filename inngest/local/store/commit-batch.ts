import { type Batch, type Row, type SqlClient, StoreTaken } from "./port.ts";
import { type TableName, tables } from "./schema.ts";
import { listed, storableText } from "./sql-text.ts";

/**
 * Writes a batch with one statement, so one round trip is one transaction. Nothing is written, and
 * {@link StoreTaken} thrown, when the store was opened again after this generation: another engine has it now.
 */
export async function commitBatch(client: SqlClient, batch: Batch, generation: number): Promise<void> {
  const parts: string[] = [];
  const parameters: string[] = [];
  const isOurs = `(select count from fence) = ${generation}`;
  for (const [table, rows] of batch.put) {
    parameters.push(rowsJson(rows));
    parts.push(`${upsertSql(table)} from json_to_recordset($${parameters.length}::json) as given(${columnsSql(table)})
      where ${isOurs} on conflict (id) do update set ${assignmentsSql(table)}`);
  }
  for (const [table, ids] of batch.remove) {
    parameters.push(JSON.stringify(ids.map(storableText)));
    parts.push(`delete from inngest.${table} where ${isOurs} and id in (${listed(parameters.length)})`);
  }
  if (parts.length === 0) return;
  const named = parts.map((part, at) => `part${at} as (${part})`);
  const fence = "fence as (select count from inngest.boots where id = 1)";
  const [found] = await client.writeBatch(
    `with ${[fence, ...named].join(", ")} select count from fence`,
    parameters,
  );
  if (Number(found?.count) !== generation) throw new StoreTaken();
}

const columnNames = (table: TableName): string[] => ["id", ...Object.keys(tables[table])];

const upsertSql = (table: TableName): string => {
  const names = columnNames(table).join(", ");
  return `insert into inngest.${table} (${names}) select ${names}`;
};

const columnsSql = (table: TableName): string =>
  ["id text", ...Object.entries(tables[table]).map(([name, type]) => `${name} ${type}`)].join(", ");

const assignmentsSql = (table: TableName): string =>
  Object.keys(tables[table])
    .map((name) => `${name} = excluded.${name}`)
    .join(", ");

/** What a text in JSON looks like that Postgres may refuse; also found, harmlessly, in documents that are JSON themselves. */
const suspicious = /\\u(0000|d[89a-f])/i;

/** A refused row would hold up everything after it for ever, so texts are made storable here, at the last moment. */
function rowsJson(rows: Row[]): string {
  const text = JSON.stringify(rows);
  if (!suspicious.test(text)) return text;
  return JSON.stringify(rows, (_, value: unknown) =>
    typeof value === "string" ? storableText(value) : value,
  );
}
