const timeLimitMs = 15_000;

/** A connection that broke before any answer: the server closed an idle socket as we reused it. */
function isReset(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = typeof cause === "object" && cause !== null && "code" in cause ? cause.code : undefined;
  return code === "ECONNRESET" || code === "UND_ERR_SOCKET" || code === "EPIPE";
}

const isRead = (init: RequestInit | undefined): boolean => {
  const method = init?.method?.toUpperCase() ?? "GET";
  return method === "GET" || method === "HEAD";
};

/**
 * `fetch` for the data API: gives up after 15 seconds, and repeats a read once when the connection
 * breaks before an answer. Writes are never repeated here: they may have happened.
 */
export const databaseFetch: typeof fetch = async (input, init) => {
  const attempt = (): Promise<Response> => {
    const limit = AbortSignal.timeout(timeLimitMs);
    const signal = init?.signal ? AbortSignal.any([init.signal, limit]) : limit;
    return fetch(input, { ...init, signal });
  };
  try {
    return await attempt();
  } catch (error) {
    if (isRead(init) && isReset(error)) return attempt();
    throw error;
  }
};
