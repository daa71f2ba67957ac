import type { GatewayRequest } from "../model.ts";
import { addJob } from "./jobs.ts";
import {
  isKnownStep,
  isRace,
  nameOf,
  type OpContext,
  refuseOp,
  type StepOutcome,
  textOf,
} from "./op-context.ts";

/** `step.fetch`: the engine makes the request itself, as a call of its own. */
export function gateway(context: OpContext): StepOutcome {
  const { engine, run, op } = context;
  const request = gatewayRequest(op.opts ?? {});
  if (!request) return refuseOp(context, `"${op.opts?.url}" is no http(s) URL that can be fetched`);
  if (isKnownStep(context)) return { next: "wait" };
  const race = isRace(op) || undefined;
  const dueAt = engine.clock.now();
  addJob(engine, run, { kind: "gateway", stepId: op.id, name: nameOf(op), dueAt, race, request });
  return { next: "wait" };
}

function gatewayRequest(options: Record<string, unknown>): GatewayRequest | undefined {
  const url = textOf(options.url);
  if (!url || !/^https?:$/.test(URL.parse(url)?.protocol ?? "")) return undefined;
  const headers = Object.entries(options.headers ?? {}).map(([name, value]) => [name, String(value)]);
  const body = options.body ?? undefined;
  return {
    url,
    method: textOf(options.method) ?? "GET",
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: body === undefined || typeof body === "string" ? body : JSON.stringify(body),
  };
}
