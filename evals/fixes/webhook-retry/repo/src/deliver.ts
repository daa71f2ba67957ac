import type { Report, Send, Webhook } from "./delivery.ts";
import { retry } from "./retry.ts";

/** Delivers webhooks one after the other and tells how each ended. */
export async function deliver(
  webhooks: Webhook[],
  send: Send,
  sleep: (ms: number) => Promise<void>,
  limit = 4,
): Promise<Report[]> {
  const reports: Report[] = [];
  for (const { id, url, body } of webhooks) {
    const { attempts, error } = await retry(() => send(url, body), limit, sleep);
    reports.push({ id, delivered: error === null, attempts, error: error?.message ?? null });
  }
  return reports;
}
