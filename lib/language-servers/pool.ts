import type { Sandbox } from "#lib/ports/sandbox/port.ts";
import type { LanguageServer } from "./servers.ts";
import { LanguageSession } from "./session.ts";

/** A server that nobody asks is ended after this time, and the one unused for longest when there are more. */
const IDLE_MS = 3 * 60_000;
const MAX_SESSIONS = 6;

interface Entry {
  session: LanguageSession;
  idle: NodeJS.Timeout;
}

/**
 * The sessions of this process. They are a cache: a server dies with its sandbox or with this process,
 * and the next question starts one.
 */
const sessions = new Map<string, Entry>();

async function drop(key: string): Promise<void> {
  const entry = sessions.get(key);
  if (!entry) return;
  sessions.delete(key);
  clearTimeout(entry.idle);
  await entry.session.end();
}

/** The session of a language in a sandbox, whichever handle of the sandbox is given. */
export function sessionFor(sandbox: Sandbox, server: LanguageServer): LanguageSession {
  const key = `${sandbox.identity}\0${server.name}`;
  const known = sessions.get(key);
  if (known) {
    sessions.delete(key);
    sessions.set(key, known);
    known.idle.refresh();
    return known.session;
  }
  const session = new LanguageSession(sandbox, server);
  const idle = setTimeout(() => void drop(key), IDLE_MS);
  idle.unref();
  sessions.set(key, { session, idle });
  const [oldest] = sessions.keys();
  if (sessions.size > MAX_SESSIONS && oldest) void drop(oldest);
  return session;
}

/** Ends the servers of a sandbox, before it is destroyed. */
export async function endSessions(sandbox: Sandbox): Promise<void> {
  const own = [...sessions.keys()].filter((key) => key.startsWith(`${sandbox.identity}\0`));
  await Promise.all(own.map(drop));
}
