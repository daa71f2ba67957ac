import { describeError } from "../describe-error.ts";
import type { Logger } from "../engine-options.ts";
import { type Batch, type Row, type Store, StoreTaken } from "./port.ts";
import type { TableName } from "./schema.ts";

/** A row to write, built at the moment of writing; `undefined` deletes it. */
type Change = (() => Row) | undefined;

/** Told how writing goes. */
export interface JournalListener {
  /** A write failed and will be tried again. */
  failing(): void;
  /** Writing works again. */
  writing(): void;
  /** The store belongs to another engine: nothing is written any more. */
  taken(error: StoreTaken): void;
}

const retryFirst = 250;
const retryLongest = 5000;

/**
 * Group commit. Handlers change memory and say what they changed; everything said until the next flush is
 * written in one transaction. Rows are built when the flush starts, between two handlers, so a batch is always
 * a consistent state. A failed write is kept and tried again: nothing is acknowledged before it is stored.
 */
export class Journal {
  readonly #store: Store;
  readonly #log: Logger;
  readonly #listener: JournalListener | undefined;
  #changes = new Map<TableName, Map<string, Change>>();
  #afterCommit: (() => void)[] = [];
  #waiters: (() => void)[] = [];
  #running: Promise<void> | undefined;
  #closing = false;
  #closed = false;
  /** Rows written or deleted so far. */
  written = 0;
  /** The error of the last write, until one succeeds. */
  failure: unknown;

  constructor(store: Store, log: Logger, listener?: JournalListener) {
    this.#store = store;
    this.#log = log;
    this.#listener = listener;
  }

  /** Says that a row changed. `toRow` is called when it is written. */
  put(table: TableName, id: string, toRow: () => Row): void {
    this.#change(table, id, toRow);
  }

  remove(table: TableName, id: string): void {
    this.#change(table, id, undefined);
  }

  /** Runs an action once everything changed so far is stored. */
  afterCommit(action: () => void): void {
    this.#afterCommit.push(action);
    this.#start();
  }

  /** Resolves once everything changed so far is stored. */
  sync(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiters.push(resolve);
      this.#start();
    });
  }

  /** Writes what is left and stops; what can't be written now is lost, as in a crash. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#start();
    await this.#running;
    this.#closed = true;
  }

  #change(table: TableName, id: string, change: Change): void {
    let rows = this.#changes.get(table);
    if (!rows) {
      rows = new Map();
      this.#changes.set(table, rows);
    }
    rows.set(id, change);
    this.#start();
  }

  #start(): void {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
      if (this.#hasWork && !this.#closed) this.#start();
    });
  }

  get #hasWork(): boolean {
    return this.#changes.size > 0 || this.#afterCommit.length > 0 || this.#waiters.length > 0;
  }

  async #run(): Promise<void> {
    let delay = retryFirst;
    while (this.#hasWork && !this.#closed) {
      // Requests that arrived in the same turn of the event loop share the commit.
      await new Promise((resolve) => setImmediate(resolve));
      const [changes, afterCommit, waiters] = [this.#changes, this.#afterCommit, this.#waiters];
      [this.#changes, this.#afterCommit, this.#waiters] = [new Map(), [], []];
      try {
        if (changes.size > 0) await this.#store.commit(batchOf(changes));
      } catch (error) {
        this.#restore(changes, afterCommit, waiters);
        this.#fail(error);
        if (!this.#closed) await new Promise((resolve) => setTimeout(resolve, delay));
        delay = Math.min(retryLongest, delay * 2);
        continue;
      }
      for (const rows of changes.values()) this.written += rows.size;
      if (this.failure !== undefined) this.#listener?.writing();
      this.failure = undefined;
      delay = retryFirst;
      for (const resolve of waiters) resolve();
      for (const action of afterCommit) this.#perform(action);
    }
  }

  #fail(error: unknown): void {
    if (this.failure === undefined) this.#listener?.failing();
    this.failure = error;
    const isTaken = error instanceof StoreTaken;
    if (this.#closing || isTaken) this.#closed = true;
    this.#log.error(
      { error: describeError(error) },
      `the store can't be written${this.#closed ? "" : "; trying again"}`,
    );
    if (isTaken) this.#listener?.taken(error);
  }

  #perform(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.#log.error({ error: describeError(error) }, "an action after a commit failed");
    }
  }

  #restore(
    changes: Map<TableName, Map<string, Change>>,
    afterCommit: (() => void)[],
    waiters: (() => void)[],
  ) {
    for (const [table, rows] of changes) {
      const newer = this.#changes.get(table);
      this.#changes.set(table, newer ? new Map([...rows, ...newer]) : rows);
    }
    this.#afterCommit = [...afterCommit, ...this.#afterCommit];
    this.#waiters = [...waiters, ...this.#waiters];
  }
}

function batchOf(changes: Map<TableName, Map<string, Change>>): Batch {
  const batch: Batch = { put: new Map(), remove: new Map() };
  for (const [table, rows] of changes) {
    const put = [...rows.values()].flatMap((toRow) => (toRow ? [toRow()] : []));
    const remove = [...rows].flatMap(([id, toRow]) => (toRow ? [] : [id]));
    if (put.length > 0) batch.put.set(table, put);
    if (remove.length > 0) batch.remove.set(table, remove);
  }
  return batch;
}
