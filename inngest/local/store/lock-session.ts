import { setTimeout as sleep } from "node:timers/promises";
import { Client, type ClientConfig, DatabaseError, type QueryConfig } from "pg";
import type { LockWatcher } from "./port.ts";

/** Key of the advisory lock: one engine per database. Two integers of no other meaning. */
const lockKey = [1_852_731_239, 1] as const;
/** How long (ms) the lock of a process that has just died may linger until the server has noticed. */
const patience = 2000;
const pause = { first: 250, longest: 5000 };
/**
 * An idle connection is tried so often, with so much time to answer (ms): a server that is gone without a word is
 * noticed before it could have given the lock to another engine.
 */
const probe = { every: 10_000, timeout: 10_000 };

/** The database is in use by another engine; the message names it. */
export class DatabaseInUse extends Error {
  override name = "DatabaseInUse";
}

/**
 * The one session of the database that holds the engine's lock and makes all its writes: as long as a write
 * succeeds, the lock was held. A lost connection is made again and the lock with it, for as long as it takes;
 * until then writes are rejected.
 */
export class LockSession {
  readonly #config: ClientConfig;
  #client: Client | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #watchers: LockWatcher[] = [];
  #closed = false;
  #reason = "";
  readonly #stop = new AbortController();
  readonly #probe: NodeJS.Timeout;

  private constructor(config: ClientConfig, client: Client) {
    this.#config = config;
    this.#adopt(client);
    const query = { text: "select 1", query_timeout: probe.timeout };
    this.#probe = setInterval(() => void this.#inTurn(query).catch(() => undefined), probe.every);
    this.#probe.unref();
  }

  /** Rejects with {@link DatabaseInUse} when another engine has the lock, with the driver's error when there is no connection. */
  static async open(config: ClientConfig): Promise<LockSession> {
    const client = await connect(config).catch((cause: unknown) => {
      throw new Error(`The engine's database can't be reached: ${reasonOf(cause)}`, { cause });
    });
    try {
      const end = performance.now() + patience;
      while (!(await takeLock(client))) {
        if (performance.now() > end) throw new DatabaseInUse(await describeHolder(client));
        await sleep(pause.first);
      }
      return new LockSession(config, client);
    } catch (cause) {
      await client.end().catch(() => undefined);
      throw cause;
    }
  }

  /** Runs a statement while the lock is held, one after the other. */
  write(text: string, parameters: unknown[] = []): Promise<Record<string, unknown>[]> {
    return this.#inTurn({ text, values: parameters });
  }

  #inTurn(query: QueryConfig): Promise<Record<string, unknown>[]> {
    const turn = this.#queue.then(() => this.#execute(query));
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  watch(watcher: LockWatcher): void {
    this.#watchers.push(watcher);
    if (!this.#client) watcher.lost(this.#reason);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stop.abort();
    clearInterval(this.#probe);
    const client = this.#client;
    this.#client = undefined;
    await client?.end().catch(() => undefined);
  }

  async #execute(query: QueryConfig) {
    const client = this.#client;
    if (!client) throw new Error(`the database can't be used: ${this.#reason || "the session is closed"}`);
    try {
      const { rows } = await client.query<Record<string, unknown>>(query);
      return rows;
    } catch (error) {
      // What the server says about a statement leaves the session as it was; anything else is its end.
      if (!(error instanceof DatabaseError)) this.#drop(client, error);
      throw error;
    }
  }

  #adopt(client: Client): void {
    this.#client = client;
    client.on("error", (error) => this.#drop(client, error));
    client.on("end", () => this.#drop(client, new Error("the server closed the connection")));
  }

  #drop(client: Client, error: unknown): void {
    if (this.#client !== client || this.#closed) return;
    this.#client = undefined;
    this.#reason = reasonOf(error);
    client.end().catch(() => undefined);
    for (const watcher of this.#watchers) watcher.lost(this.#reason);
    void this.#reconnect();
  }

  async #reconnect(): Promise<void> {
    for (let delay = pause.first; !this.#closed; delay = Math.min(pause.longest, delay * 2)) {
      try {
        const client = await connect(this.#config);
        if (!this.#closed && (await takeLock(client))) {
          this.#adopt(client);
          for (const watcher of this.#watchers) watcher.back();
          return;
        }
        this.#reason = await describeHolder(client);
        await client.end();
      } catch (error) {
        this.#reason = reasonOf(error);
      }
      await sleep(delay, undefined, { signal: this.#stop.signal }).catch(() => undefined);
    }
  }
}

/** Node's error for a host with several addresses has a code but no message. */
function reasonOf(error: unknown): string {
  const { message, code } = error as { message?: string; code?: string };
  return message || code || String(error);
}

async function connect(config: ClientConfig): Promise<Client> {
  const client = new Client(config);
  client.on("error", () => {});
  try {
    await client.connect();
    // A server whose client vanished without a word gives the lock free after half a minute.
    await client.query("set tcp_keepalives_idle = 10");
    await client.query("set tcp_keepalives_interval = 5");
    await client.query("set tcp_keepalives_count = 4");
    return client;
  } catch (cause) {
    await client.end().catch(() => undefined);
    throw cause;
  }
}

async function takeLock(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>("select pg_try_advisory_lock($1, $2) as taken", [
    ...lockKey,
  ]);
  return rows[0]?.taken === true;
}

async function describeHolder(client: Client): Promise<string> {
  const { rows } = await client.query<{ application_name: string }>(
    `select a.application_name from pg_locks l join pg_stat_activity a using (pid)
     where l.locktype = 'advisory' and l.granted and l.classid = $1 and l.objid = $2 and a.datname = current_database()`,
    [...lockKey],
  );
  const holder = rows[0]?.application_name;
  return `The engine's database is in use by another engine${holder ? ` (${holder})` : ""}; stop it or choose another database.`;
}
