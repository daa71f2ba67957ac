import type { Context } from "#lib/domain/context.ts";

/**
 * What verbs of the sign-in edge get: there is no tenant and no person yet. `db` is the service
 * client, because credentials and tokens are closed to everybody else.
 */
export interface AccountsContext extends Pick<Context, "db" | "log"> {
  /** Server secret from which successors of refresh tokens are derived. */
  tokenSecret: string;
  /**
   * Runs work whose duration must not be told from the answer: at the edge once the answer is on its way, in
   * tests at once.
   */
  later: (work: () => Promise<void>) => Promise<void>;
}

/** The device a request came from, as far as it tells. */
export interface Device {
  userAgent: string;
  ip: string;
  /** Digest of the device cookie and the kind of browser; none for a browser that keeps no cookies. */
  hash?: string;
}
