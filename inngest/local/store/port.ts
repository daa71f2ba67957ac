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
}

/**
 * Where the engine keeps its state. One writer at a time: implementations refuse a second one.
 * Every method rejects with the database's error when the store can't be reached.
 */
export interface Store {
  /** Writes a batch in one transaction: all of it or nothing. */
  commit(batch: Batch): Promise<void>;
  loadLive(): Promise<LiveRows>;
  /** Counts one more start of the engine and returns the number: the generation of its calls. */
  nextBoot(): Promise<number>;
  /** Newest first. */
  findRuns(filter: RunFilter): Promise<Row[]>;
  readRun(id: string): Promise<Row | undefined>;
  runsOfEvent(eventKey: string): Promise<Row[]>;
  stepsOfRun(runId: string): Promise<Row[]>;
  eventsByKey(keys: string[]): Promise<Row[]>;
  countRuns(): Promise<Partial<Record<RunStatus, number>>>;
  /** Those of the claims that are taken at `now`. */
  takenClaims(ids: string[], now: number): Promise<Row[]>;
  /**
   * Deletes some of what is over and tells how much; nothing when nothing is left. Over are runs that ended
   * before `before` or are beyond the newest `keepRuns`, events that no run has, expired claims and counters.
   */
  prune(options: {
    before: number;
    keepRuns: number;
    now: number;
    keepEvents: string[];
  }): Promise<{ runs: number; events: number }>;
  /** Gives space back (checkpoint and vacuum), where the database doesn't do so by itself. */
  maintain(): Promise<void>;
  close(): Promise<void>;
}

/** The part of a Postgres connection that the store needs; each query is its own transaction. */
export interface SqlClient {
  query(text: string, parameters?: unknown[]): Promise<Record<string, unknown>[]>;
  maintain(): Promise<void>;
  close(): Promise<void>;
}
