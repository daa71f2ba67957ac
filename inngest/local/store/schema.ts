type ColumnType = "text" | "double precision" | "integer";

/** Columns of each table besides `id text primary key`. Documents are JSON in text columns: jsonb refuses \u0000. */
export const tables = {
  apps: { body: "text" },
  events: { name: "text", received_at: "double precision", body: "text" },
  runs: {
    function_id: "text",
    status: "text",
    created_at: "double precision",
    ended_at: "double precision",
    output: "text",
    body: "text",
  },
  run_events: { run_id: "text", event_id: "text" },
  steps: {
    run_id: "text",
    position: "integer",
    op: "text",
    name: "text",
    saved_at: "double precision",
    memo: "text",
  },
  buffers: { body: "text" },
  holds: { app_url: "text", event_id: "text", received_at: "double precision", given: "text" },
  counters: { expires_at: "double precision", body: "text" },
  claims: { expires_at: "double precision" },
} as const satisfies Record<string, Record<string, ColumnType>>;

export type TableName = keyof typeof tables;

export const tableNames = Object.keys(tables) as TableName[];

const indexes = [
  "runs_by_status on inngest.runs (status, id)",
  "runs_by_end on inngest.runs (ended_at) where ended_at is not null",
  "run_events_by_run on inngest.run_events (run_id)",
  "run_events_by_event on inngest.run_events (event_id)",
  "steps_by_run on inngest.steps (run_id)",
  "events_by_receipt on inngest.events (received_at)",
  "claims_by_expiry on inngest.claims (expires_at)",
  "counters_by_expiry on inngest.counters (expires_at)",
  "holds_by_app on inngest.holds (app_url, id)",
  "holds_by_event on inngest.holds (event_id)",
  "holds_by_receipt on inngest.holds (received_at)",
];

/** Statements that create the schema; running them again changes nothing. */
export const schemaStatements: string[] = [
  // "if not exists" alone would need the right to create schemas even where an operator has made it.
  `do $$ begin
    if to_regnamespace('inngest') is null then create schema inngest; end if;
  end $$`,
  "create table if not exists inngest.boots (id integer primary key, count integer not null)",
  ...tableNames.map((name) => {
    const columns = Object.entries(tables[name]).map(([column, type]) => `${column} ${type}`);
    return `create table if not exists inngest.${name} (id text primary key, ${columns.join(", ")})`;
  }),
  ...indexes.map((index) => `create index if not exists ${index}`),
];
