import http from "node:http";
import https from "node:https";
import type { Duplex } from "node:stream";

export interface HttpRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  body?: string | Buffer;
  signal?: AbortSignal;
  /** Bytes of the answer that are accepted. */
  maxBytes: number;
}

export interface HttpAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** The connection could not be made: the request did not reach anybody. */
export class Unreachable extends Error {
  override name = "Unreachable";
}

const unreachable = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);
/** System calls after whose failure, for whatever reason, nothing was sent yet. */
const beforeSending = new Set(["connect", "getaddrinfo"]);

/** A kept connection that breaks within this time (ms) was closed by the other side before the request reached it. */
const idleRace = 100;

/**
 * A connection that was idle for longer (ms) is not used again: servers close theirs after a few seconds, and a
 * process that got no time to run learns of it too late.
 */
const longestIdle = 2000;

/** Connections that are kept open between calls. */
export interface Connections {
  request(request: HttpRequest): Promise<HttpAnswer>;
  close(): void;
}

/**
 * HTTP without any response timeout: a step may run for hours (global fetch gives up after 300 s).
 * Rejects with {@link Unreachable} when no connection was made, else with the socket's error.
 */
export function openConnections(idle = longestIdle): Connections {
  const options = {
    keepAlive: true,
    maxSockets: Number.POSITIVE_INFINITY,
    maxFreeSockets: 256,
    timeout: 4000,
  };
  const agents = { "http:": new http.Agent(options), "https:": new https.Agent(options) };
  const freedAt = new WeakMap<Duplex, number>();
  for (const agent of Object.values(agents)) {
    agent.on("free", (socket: Duplex) => freedAt.set(socket, performance.now()));
  }
  const isStale = (socket: Duplex) => performance.now() - (freedAt.get(socket) ?? Infinity) > idle;
  return {
    request: (request) => send(request, agents, isStale),
    close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

function send(
  request: HttpRequest,
  agents: Record<string, http.Agent>,
  isStale: (socket: Duplex) => boolean = () => false,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const sentAt = performance.now();
    let decided = false;
    const url = new URL(request.url);
    const client = url.protocol === "https:" ? https : http;
    const length =
      request.body === undefined ? {} : { "content-length": `${Buffer.byteLength(request.body)}` };
    const outgoing = client.request(
      url,
      {
        method: request.method,
        headers: { ...request.headers, ...length },
        agent: agents[url.protocol] ?? false,
        signal: request.signal,
      },
      (incoming) => {
        decided = true;
        readBody(incoming, request.maxBytes).then((body) => {
          resolve({ status: incoming.statusCode ?? 0, headers: plainHeaders(incoming.headers), body });
        }, reject);
      },
    );
    outgoing.on("socket", (socket) => {
      if (outgoing.reusedSocket && isStale(socket)) {
        // Nothing has been sent yet.
        decided = true;
        outgoing.removeAllListeners("error").on("error", () => {});
        outgoing.destroy();
        send(request, agents, isStale).then(resolve, reject);
        return;
      }
      socket.setTimeout(0);
      socket.setKeepAlive(true, 30_000);
    });
    outgoing.on("error", (error: NodeJS.ErrnoException) => {
      decided = true;
      const wasIdle = outgoing.reusedSocket && (error.code === "ECONNRESET" || error.code === "EPIPE");
      if (wasIdle && performance.now() - sentAt < idleRace) send(request, {}).then(resolve, reject);
      else if (unreachable.has(error.code ?? "") || beforeSending.has(error.syscall ?? ""))
        reject(new Unreachable(error.message, { cause: error }));
      else reject(error);
    });
    outgoing.on("upgrade", (_, socket) => {
      socket.destroy();
      reject(new Error("the other side changed the protocol instead of answering"));
    });
    // Whatever else may happen to a connection ends the wait; after an answer or an error this changes nothing.
    outgoing.on("close", () => {
      if (!decided) reject(new Error("the connection was closed without an answer"));
    });
    outgoing.end(request.body);
  });
}

/** The whole body of a message as text; rejects when it is larger than allowed or ends early. */
export async function readBody(message: http.IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) {
      message.destroy();
      throw new BodyTooLarge(`the body is larger than ${maxBytes} bytes`);
    }
    chunks.push(chunk);
  }
  if (!message.complete) throw new Error("the connection was closed in the middle of the body");
  return Buffer.concat(chunks).toString("utf8");
}

export class BodyTooLarge extends Error {
  override name = "BodyTooLarge";
}

function plainHeaders(headers: http.IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );
}
