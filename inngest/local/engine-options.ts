/** The part of a pino logger that the engine uses. */
export interface Logger {
  debug(details: object, message: string): void;
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export interface EngineOptions {
  /** Directory of the engine's state; created when missing. One engine per directory. */
  dataDir: string;
  /** URL of a Postgres database (postgres://…) that keeps the state instead of the directory. One engine per database. */
  database?: string;
  /** Port on the loopback interface; 0 takes a free one. */
  port: number;
  /** Delay of every retry in milliseconds, instead of Inngest's backoff table; for tests. */
  retryMs?: number;
  /** Serve URLs of apps, whose functions the engine fetches at start and whenever they come back. */
  appUrls?: string[];
  logger?: Logger;
  /**
   * How long finished runs and events are kept (ms, default 7 days), and how many finished runs (default 50,000)
   * and events of no run (default 100,000) at most.
   */
  retention?: { age?: number; runs?: number; events?: number };
  /** Calls to apps that may be open at once (default 256). */
  maxCalls?: number;
  /** How long closing waits for open calls (ms, default 5,000). Those that take longer are made again at the next start. */
  drainMs?: number;
}

export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
