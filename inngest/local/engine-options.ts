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
   * As on a self-hosted Inngest server: calls to apps are signed with it and requests to the engine need it.
   * Hexadecimal, with the prefix `signkey-<name>-`. Without it the engine is a development server.
   */
  signingKey?: string;
  /** Keys that may send events; without them any key may. */
  eventKeys?: string[];
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

/** How the engine names itself to apps: they refuse a development server when they expect signed calls. */
export const serverKind = ({ signingKey }: EngineOptions): "cloud" | "dev" => (signingKey ? "cloud" : "dev");

/** Throws when the keys can't be used. */
export function checkKeys({ signingKey }: EngineOptions): void {
  if (signingKey === undefined || /^signkey-\w+-([0-9a-f]{2})+$/i.test(signingKey)) return;
  throw new Error(
    "the signing key must be signkey-<name>- followed by an even number of hexadecimal digits; make one with: openssl rand -hex 32",
  );
}

export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
