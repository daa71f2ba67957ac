import { z } from "zod";
import { compileExpression, type ExpressionUse } from "../expression/expression.ts";
import { day, limits, longestWait } from "../limits.ts";
import { parseCron } from "../timing/cron.ts";
import { parseDuration } from "../timing/durations.ts";

const problem = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

const expression = (use: ExpressionUse) =>
  z.string().superRefine((source, context) => {
    try {
      compileExpression(source, use);
    } catch (cause) {
      context.addIssue({ code: "custom", message: problem(cause) });
    }
  });

const duration = z.string().transform((text, context) => {
  const milliseconds = parseDuration(text);
  if (milliseconds !== undefined) return milliseconds;
  context.addIssue({ code: "custom", message: `"${text}" is not a duration such as "30s", "5m" or "1h"` });
  return z.NEVER;
});

const second = 1000;
const durationWithin = (most: number, words: string) =>
  duration.refine((milliseconds) => milliseconds >= second && milliseconds <= most, `must be ${words}`);

const cron = z.string().superRefine((text, context) => {
  try {
    parseCron(text);
  } catch (cause) {
    context.addIssue({ code: "custom", message: problem(cause) });
  }
});

const computed = expression("computing").nullish();
const count = z.number().int().positive();
/** A limit of 0 is none, as on the Inngest server. */
const slotLimit = z.number().int().min(0);
const slotRule = z
  .object({ limit: slotLimit, key: computed, scope: z.enum(["fn", "env", "account"]).default("fn") })
  .refine(({ scope, key }) => scope === "fn" || key, "a limit of the scope env or account needs a key");

const identifier = z
  .string()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}+$/u, "has control characters");

const trigger = z
  .object({
    event: z.string().min(1).optional(),
    expression: computed,
    cron: cron.optional(),
    jitter: duration.nullish(),
  })
  .refine(
    ({ event, cron }) => (event === undefined) !== (cron === undefined),
    "needs either an event or a cron",
  );

/** A function as the SDK registers it, made uniform: durations in milliseconds, absent lists empty. */
const schema = z
  .object({
    id: identifier,
    name: z.string().nullish(),
    triggers: z
      .array(trigger)
      .max(100)
      .refine((all) => new Set(all.map((one) => JSON.stringify(one))).size === all.length, "has one twice")
      .nullish(),
    steps: z.record(
      z.string(),
      z.object({
        runtime: z.object({ url: z.url({ protocol: /^https?$/ }) }),
        retries: z.object({ attempts: z.number().int().min(0).optional() }).nullish(),
      }),
    ),
    cancel: z
      .array(
        z.object({
          event: z.string().min(1),
          if: expression("matching").nullish(),
          timeout: duration.nullish(),
        }),
      )
      .max(5)
      .nullish(),
    concurrency: z
      .preprocess(
        (given) => (given === undefined || given === null || Array.isArray(given) ? given : [given]),
        z.array(z.preprocess((rule) => (typeof rule === "number" ? { limit: rule } : rule), slotRule)).max(2),
      )
      .nullish(),
    throttle: z
      .object({
        limit: count,
        period: durationWithin(7 * day, "from 1s to 7d"),
        burst: count.nullish(),
        key: computed,
      })
      .nullish(),
    rateLimit: z
      .object({ limit: count, period: durationWithin(day, "from 1s to 24h"), key: computed })
      .nullish(),
    debounce: z
      .object({
        period: durationWithin(7 * day, "from 1s to 7d"),
        key: computed,
        timeout: duration.nullish(),
      })
      .nullish(),
    batchEvents: z
      .object({
        maxSize: count.min(2).max(100),
        timeout: durationWithin(7 * day, "from 1s to 7d"),
        key: computed,
        if: computed,
      })
      .nullish(),
    priority: z.object({ run: computed }).nullish(),
    idempotency: computed,
    singleton: z.object({ key: computed, mode: z.enum(["skip", "cancel"]) }).nullish(),
    timeouts: z.object({ start: duration.nullish(), finish: duration.nullish() }).nullish(),
  })
  .superRefine(({ batchEvents, debounce, priority, cancel }, context) => {
    const excluded = { debounce, priority: priority?.run, cancel: cancel?.length };
    for (const [field, value] of Object.entries(excluded)) {
      if (!batchEvents || !value) continue;
      context.addIssue({ code: "custom", path: [field], message: "can't be combined with batchEvents" });
    }
  })
  .transform((given) => {
    const step = Object.values(given.steps)[0];
    return {
      ...given,
      name: given.name ?? given.id,
      url: step?.runtime.url ?? "",
      maxAttempts: Math.min(limits.attempts, 1 + (step?.retries?.attempts ?? defaultRetries)),
      triggers: given.triggers ?? [],
      cancel: (given.cancel ?? []).map((rule) => ({ ...rule, timeout: rule.timeout ?? longestWait })),
      concurrency: (given.concurrency ?? []).filter((rule) => rule.limit > 0),
    };
  })
  .refine((parsed) => parsed.url !== "", "a function needs a step with a runtime URL");

/** Retries of a function that says nothing about them. */
const defaultRetries = 3;

export type FunctionConfig = z.infer<typeof schema>;

/** Parses one registered function; throws an Error naming the function and everything wrong with it. */
export function parseFunctionConfig(given: unknown): FunctionConfig {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const id = typeof given === "object" && given !== null && "id" in given ? String(given.id) : "without id";
  const problems = result.error.issues.map(
    ({ path, message }) => `${path.map(String).join(".") || "function"}: ${message}`,
  );
  throw new Error(`function "${id}" can't be registered: ${problems.join("; ")}`);
}
