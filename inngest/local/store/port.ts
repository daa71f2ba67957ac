import type { RunStatus } from "../model.ts";
import type { TableName } from "./schema.ts";

/** A row as it is written: an id and plain columns; documents are JSON text. */
export type Row = { id: string } & Record<string, string | number | null>;

/** What changes together: rows to insert or replace, and ids to delete. One row is in one of the two. */
export interface Batch {
  put: Map<TableName, Row[]>;
  remove: Map<TableName, string[]>;
}

export interface RunFilter {
  status?: RunStatus[];
  functionId?: string;
  /** Only runs with a smaller id, that is, older ones. */
  before?: string;
  limit: number;
}

/** Rows of everything that is not over: what the engine needs in memory to go on. */
export interface LiveRows {
  apps: Row[];
  runs: Row[];
  steps: Row[];
  events: Row[];
  buffers: Row[];
  counters: Row[];
  /** Addresses of apps that events are held for. */
  holdingUrls: string[];
}

/** What may go: the older end of what is over. Moments in epoch milliseconds. */
export interface Retention {
  /** Runs that ended and events that came before this moment. */
  before: number;
  /** Finished runs that are kept at most, newest first. */
  keepRuns: number;
  /** Events that belong to no run and are kept at most, newest first. */
  keepEvents: number;
  now: number;
}

/** Another engine has taken the store in the meantime: whoever gets this must stop. */
export class StoreTaken extends Error {
  override name = "StoreTaken";

  constructor() {
    super("another engine has taken the store; this one stops");
  }
}

/** Told when the connection or lock of the store is lost, and when it is there again. */
export interface LockWatcher {
  lost(reason: string): void;
  back(): void;
}

/** Also told, instead of `back`, that another engine has used the store meanwhile: this one must stop. */
export interface StoreWatcher extends LockWatcher {
  taken(error: StoreTaken): void;
}

/**
 * Where the engine keeps its state. One writer at a time: implementations refuse a second one.
 * Every method rejects with the database's error when the store can't be reached.
 */
export interface Store {
  /** How many times the store was opened, this time included: the generation of the engine's calls. */
  readonly generation: number;
  /** Writes a batch in one transaction: all of it or nothing. Rejects with {@link StoreTaken}. */
  commit(batch: Batch): Promise<void>;
  loadLive(): Promise<LiveRows>;
  /** Newest first. */
  findRuns(filter: RunFilter): Promise<Row[]>;
  readRun(id: string): Promise<Row | undefined>;
  runsOfEvent(eventKey: string): Promise<Row[]>;
  stepsOfRun(runId: string): Promise<Row[]>;
  eventsByKey(keys: string[]): Promise<Row[]>;
  countRuns(): Promise<Partial<Record<RunStatus, number>>>;
  /** Those of the claims that are taken at `now`. */
  takenClaims(ids: string[], now: number): Promise<Row[]>;
  /** Events held for an app that has never answered, oldest first, each with the id of its hold as `hold_id`. */
  heldEvents(appUrl: string, limit: number): Promise<Row[]>;
  /** Deletes what is over, oldest first, until all is gone or `goOn` says no; tells how many rows. Others have their turn in between. */
  prune(retention: Retention, goOn?: () => boolean): Promise<number>;
  /** Gives space back and renews statistics. */
  maintain(): Promise<void>;
  watch(watcher: StoreWatcher): void;
  close(): Promise<void>;
}

/** The part of a Postgres database that the store needs; each statement is its own transaction. */
export interface SqlClient {
  /** Reads. May run beside other statements. */
  query(text: string, parameters?: unknown[]): Promise<Record<string, unknown>[]>;
  /** Writes, one statement after the other, while this process has the store for itself; rejects when it hasn't. */
  write(text: string, parameters?: unknown[]): Promise<Record<string, unknown>[]>;
  /** Writes as `write` does, with a statement of texts only that comes again and again. */
  writeBatch(text: string, texts: string[]): Promise<Record<string, unknown>[]>;
  maintain(): Promise<void>;
  watch(watcher: LockWatcher): void;
  close(): Promise<void>;
}
