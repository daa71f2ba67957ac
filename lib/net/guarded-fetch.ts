import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIPv6, type LookupFunction } from "node:net";
import { AppError } from "#lib/errors.ts";
import { type EgressRules, resolveTarget, type Target } from "#lib/net/resolve-target.ts";

export interface GuardedRequest {
  rules: EgressRules;
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  /** Value of the Authorization header; goes to the first origin only, never along with a redirection. */
  authorization?: string;
  body?: string;
  /** For the whole exchange with its redirections; default 10 s. */
  timeoutMs?: number;
  /** Most bytes of the body that are read; default 1 MiB. */
  maxBytes?: number;
  /** What happens to a longer body: an error, or the rest is left out. Default: an error. */
  overLimit?: "refuse" | "cut";
  /** Most redirections that are followed, each checked like the first address; default 3, none for POST. */
  redirects?: number;
}

export interface GuardedResponse {
  status: number;
  headers: IncomingMessage["headers"];
  body: Buffer;
  /** The address that answered in the end. */
  url: URL;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** A resolver that knows one answer: the addresses that were checked. */
function pinnedTo(addresses: string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  return (_host, options, done) => {
    if (options.all) done(null, found);
    else done(null, found[0]?.address ?? "", found[0]?.family ?? 0);
  };
}

function send(target: Target, options: GuardedRequest, signal: AbortSignal): Promise<IncomingMessage> {
  const { method = "GET", headers = {}, authorization, body } = options;
  const send = target.url.protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const asked = send(target.url, {
      method,
      headers: { ...headers, ...(authorization ? { authorization } : {}) },
      lookup: pinnedTo(target.addresses),
      // No connection is used again: it could be one that was opened under other rules.
      agent: false,
      signal,
    });
    asked.once("response", resolve);
    asked.once("error", reject);
    asked.end(body);
  });
}

async function readBody(response: IncomingMessage, options: GuardedRequest): Promise<Buffer> {
  const { maxBytes = 1024 * 1024, overLimit = "refuse" } = options;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    chunks.push(chunk);
    if (size <= maxBytes) continue;
    if (overLimit === "refuse")
      throw new AppError("too_large", `The answer is larger than ${maxBytes} bytes.`);
    break;
  }
  return Buffer.concat(chunks).subarray(0, maxBytes);
}

/** Where an answer leads on; null when it is the end. */
function redirection(response: IncomingMessage, from: URL): URL | null {
  const { location } = response.headers;
  if (!REDIRECTS.has(response.statusCode ?? 0) || !location) return null;
  const to = URL.canParse(location, from.href) ? new URL(location, from) : null;
  if (!to || (from.protocol === "https:" && to.protocol !== "https:")) {
    throw new AppError("invalid_input", `${from.hostname} leads on to an address that can't be used.`);
  }
  return to;
}

async function follow(
  location: string | URL,
  options: GuardedRequest,
  signal: AbortSignal,
): Promise<GuardedResponse> {
  const target = await resolveTarget(location, options.rules);
  const response = await send(target, options, signal);
  try {
    const next = redirection(response, target.url);
    const left = options.redirects ?? (options.method === "POST" ? 0 : 3);
    if (next && left > 0) {
      const { authorization, ...others } = options;
      const kept = next.origin === target.url.origin && authorization ? { authorization } : {};
      return await follow(next, { ...others, ...kept, redirects: left - 1 }, signal);
    }
    if (next && options.method !== "POST") {
      throw new AppError("invalid_input", `${target.url.hostname} redirects too often.`);
    }
    const body = await readBody(response, options);
    return { status: response.statusCode ?? 0, headers: response.headers, body, url: target.url };
  } finally {
    response.destroy();
  }
}

/**
 * Sends a request to an address that a user gave. The addresses of its host are checked and then connected to without
 * asking a resolver again, for each redirection anew.
 * @throws AppError `invalid_input` (may not be reached), `too_large`, `unprocessable` (no answer, or not in time)
 */
export async function guardedFetch(
  location: string | URL,
  options: GuardedRequest,
): Promise<GuardedResponse> {
  const timeoutMs = options.timeoutMs ?? 10_000;
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    return await follow(location, options, signal);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const text = signal.aborted ? `did not answer within ${timeoutMs / 1_000} s` : "did not answer";
    throw new AppError("unprocessable", `${new URL(location).hostname} ${text}.`, { cause });
  }
}
