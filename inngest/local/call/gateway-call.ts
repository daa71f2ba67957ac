import { limits } from "../limits.ts";
import type { GatewayRequest } from "../model.ts";
import { BodyTooLarge, type HttpAnswer } from "./http-call.ts";

/** Headers that belong to a connection, not to a request: the client sets its own. */
const hopByHop = new Set([
  "connection",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "transfer-encoding",
  "upgrade",
]);

/**
 * Makes a request of `step.fetch`: follows redirects and decodes the body. Any status is an answer.
 * Rejects when there is none, and with {@link BodyTooLarge} when it is larger than a step's output may be.
 */
export async function gatewayCall(request: GatewayRequest, signal: AbortSignal): Promise<HttpAnswer> {
  const headers = Object.entries(request.headers).filter(([name]) => !hopByHop.has(name.toLowerCase()));
  const response = await fetch(request.url, {
    method: request.method,
    headers: Object.fromEntries(headers),
    body: request.body,
    signal,
  });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await readText(response),
  };
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > limits.output) throw new BodyTooLarge(`the body is larger than ${limits.output} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
