import http from "node:http";
import { BodyTooLarge } from "../call/http-call.ts";
import { describeError } from "../describe-error.ts";
import type { Logger } from "../engine-options.ts";
import { limits } from "../limits.ts";
import type { Guard } from "./require-keys.ts";

export interface RouteRequest {
  /** Values of the `:name` segments of the route. */
  params: Record<string, string>;
  query: URLSearchParams;
  headers: http.IncomingHttpHeaders;
  /** The parsed JSON body, `undefined` when there is none; reading it throws {@link RequestRefused} for other text. */
  readonly body: unknown;
}

export interface RouteReply {
  status: number;
  /** Sent as JSON; a string is sent as it is. */
  body?: unknown;
}

export type RouteHandler = (request: RouteRequest) => RouteReply | Promise<RouteReply>;

/** Routes by "METHOD /path/:name". */
export type Routes = Record<string, RouteHandler>;

export interface RunningServer {
  port: number;
  close(): Promise<void>;
}

/** Refusal of a request with a status and a text for the caller. */
export class RequestRefused extends Error {
  override name = "RequestRefused";
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Rejects with EADDRINUSE when a port is taken, before anything expensive is done for it. */
export async function probePort(port: number): Promise<void> {
  const probe = http.createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once("error", reject);
    probe.listen(port, "127.0.0.1", resolve);
  });
  await new Promise((resolve) => probe.close(resolve));
}

interface ServerOptions {
  port: number;
  guard: Guard;
  log: Logger;
}

/** Serves routes on the loopback interface. Rejects when the port is taken. */
export async function serveRoutes(
  routes: Routes,
  { port, guard, log }: ServerOptions,
): Promise<RunningServer> {
  const compiled = Object.entries(routes).map(([route, handler]) => compile(route, handler));
  const server = http.createServer((request, response) => {
    answer(compiled, guard, request)
      .catch((error: unknown) => replyToError(error, log))
      .then((reply) => {
        send(response, reply);
        // What was not read is thrown away, so that the caller comes to reading the reply.
        request.resume();
      })
      .catch((error: unknown) => log.error({ error: describeError(error) }, "a reply can't be sent"));
  });
  server.keepAliveTimeout = 65_000;
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface CompiledRoute {
  method: string;
  pattern: RegExp;
  names: string[];
  handler: RouteHandler;
}

function compile(route: string, handler: RouteHandler): CompiledRoute {
  const [method = "", path = ""] = route.split(" ");
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? "");
  return { method, names, handler, pattern: new RegExp(`^${path.replace(/:\w+/g, "([^/]+)")}/?$`) };
}

async function answer(
  routes: CompiledRoute[],
  guard: Guard,
  request: http.IncomingMessage,
): Promise<RouteReply> {
  refuseForeign(request);
  const url = URL.parse(request.url ?? "/", "http://127.0.0.1");
  if (!url) throw new RequestRefused(400, "the address can't be read");
  guard(url.pathname, request.headers);
  const fitting = routes.filter(({ pattern }) => pattern.test(url.pathname));
  const route = fitting.find(({ method }) => method === request.method);
  if (!route) {
    if (fitting.length === 0) throw new RequestRefused(404, `there is nothing at ${url.pathname}`);
    throw new RequestRefused(
      405,
      `${url.pathname} answers ${fitting.map(({ method }) => method).join(", ")}`,
    );
  }
  const values = route.pattern.exec(url.pathname)?.slice(1) ?? [];
  const text = await readText(request);
  return route.handler({
    params: Object.fromEntries(route.names.map((name, at) => [name, decodeSegment(values[at] ?? "")])),
    query: url.searchParams,
    headers: request.headers,
    get body() {
      return parseBody(text);
    },
  });
}

/** The text of a path segment; throws {@link RequestRefused} when its escapes are wrong. */
export function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new RequestRefused(400, `"${segment}" can't be decoded`);
  }
}

/** Web pages must not drive the engine through the visitor's browser: neither directly nor by a rebound name. */
function refuseForeign({ headers }: http.IncomingMessage): void {
  const local = (url: string) => ["127.0.0.1", "localhost", "[::1]"].includes(URL.parse(url)?.hostname ?? "");
  if (headers.host && !local(`http://${headers.host}`)) {
    throw new RequestRefused(403, "the engine answers only requests to the loopback address");
  }
  if (headers.origin && !local(headers.origin)) {
    throw new RequestRefused(403, "the engine doesn't answer web pages of other hosts");
  }
}

/** The body as text. A too large one is not kept, but the connection stays, so that the caller learns why. */
async function readText(request: http.IncomingMessage): Promise<string> {
  const tooLarge = new BodyTooLarge(`the body is larger than ${limits.request} bytes`);
  if (Number(request.headers["content-length"] ?? 0) > limits.request) throw tooLarge;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limits.request) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parseBody(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new RequestRefused(400, "the body is not JSON");
  }
}

function replyToError(error: unknown, log: Logger): RouteReply {
  const status =
    error instanceof BodyTooLarge
      ? 413
      : error instanceof Error && "status" in error
        ? Number(error.status)
        : 500;
  const message = error instanceof Error ? error.message : String(error);
  if (status >= 500) log.error({ error: describeError(error) }, "a request failed");
  return { status, body: { error: message, status } };
}

function send(response: http.ServerResponse, { status, body }: RouteReply): void {
  const text = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json" });
  response.end(text);
}
