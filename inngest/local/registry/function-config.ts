import { z } from "zod";
import { compileExpression, type ExpressionUse } from "../expression/expression.ts";
import { limits, longestWait } from "../limits.ts";
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

const cron = z.string().superRefine((text, context) => {
  try {
    parseCron(text);
  } catch (cause) {
    context.addIssue({ code: "custom", message: problem(cause) });
  }
});

const computed = expression("computing").optional();
const count = z.number().int().positive();
const slotRule = z.object({
  limit: z.number().int().min(0),
  key: computed,
  scope: z.enum(["fn", "env", "account"]).default("fn"),
});

const trigger = z.union([
  z.object({ event: z.string().min(1), expression: expression("computing").nullish() }),
  z.object({ cron, jitter: z.string().nullish() }),
]);

/** A function as the SDK registers it, made uniform: durations in milliseconds, absent lists empty. */
const schema = z
  .object({
    id: z.string().min(1),
    name: z.string().nullish(),
    triggers: z.array(trigger).max(100).nullish(),
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
      .nullish(),
    concurrency: z
      .union([
        z
          .number()
          .int()
          .min(0)
          .transform((limit) => [{ limit, scope: "fn" as const }]),
        slotRule.transform((rule) => [rule]),
        z.array(slotRule).max(2),
      ])
      .nullish(),
    throttle: z.object({ limit: count, period: duration, burst: count.optional(), key: computed }).nullish(),
    rateLimit: z.object({ limit: count, period: duration, key: computed }).nullish(),
    debounce: z.object({ period: duration, key: computed, timeout: duration.optional() }).nullish(),
    batchEvents: z
      .object({ maxSize: count.max(1000), timeout: duration, key: computed, if: computed })
      .nullish(),
    priority: z.object({ run: computed }).nullish(),
    idempotency: expression("computing").nullish(),
    singleton: z.object({ key: computed, mode: z.enum(["skip", "cancel"]) }).nullish(),
    timeouts: z.object({ start: duration.optional(), finish: duration.optional() }).nullish(),
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
      concurrency: (given.concurrency ?? []).filter((rule) => rule.limit > 0) as SlotRule[],
    };
  })
  .refine((parsed) => parsed.url !== "", "a function needs a step with a runtime URL");

/** Retries of a function that says nothing about them. */
const defaultRetries = 3;

export interface SlotRule {
  limit: number;
  key?: string;
  scope: "fn" | "env" | "account";
}

export type FunctionConfig = z.infer<typeof schema>;

/** Parses one registered function; throws an Error naming the function and everything wrong with it. */
export function parseFunctionConfig(given: unknown): FunctionConfig {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const id = typeof given === "object" && given !== null && "id" in given ? String(given.id) : "without id";
  const problems = result.error.issues.flatMap((issue) => describe(issue));
  throw new Error(`function "${id}" can't be registered: ${problems.join("; ")}`);
}

function describe(issue: z.core.$ZodIssue): string[] {
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    // The branch that came closest says most.
    const closest = issue.errors.toSorted((a, b) => depth(b) - depth(a))[0] ?? [];
    if (closest.length > 0) {
      return closest.flatMap((inner) => describe({ ...inner, path: [...issue.path, ...inner.path] }));
    }
  }
  return [`${issue.path.join(".") || "function"}: ${issue.message}`];
}

const depth = (issues: z.core.$ZodIssue[]): number =>
  Math.max(...issues.map((issue) => (issue.code === "custom" ? 100 : 0) + issue.path.length), 0);
