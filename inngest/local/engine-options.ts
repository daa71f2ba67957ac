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
  /** Port on the loopback interface; 0 takes a free one. */
  port: number;
  /** Delay of every retry in milliseconds, instead of Inngest's backoff table; for tests. */
  retryMs?: number;
  /** Serve URLs of apps, whose functions the engine fetches at start and whenever they come back. */
  appUrls?: string[];
  logger?: Logger;
  /** How long finished runs and events are kept (ms, default 7 days) and how many runs at most (default 50,000). */
  retention?: { age?: number; runs?: number };
  /** Calls to apps that may be open at once (default 256). */
  maxCalls?: number;
}

export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
