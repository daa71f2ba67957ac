import { z } from "zod";
import { describeError } from "../describe-error.ts";
import type { Engine } from "../engine-context.ts";
import type { Row } from "../store/port.ts";
import type { AppRecord, Registration } from "./registry.ts";
import { resumeFunctions } from "./resume-functions.ts";
import { scheduleCrons } from "./schedule-crons.ts";

const registration = z.object({
  url: z.url({ protocol: /^https?$/ }),
  appName: z.string().min(1).max(200).optional(),
  app_id: z.string().min(1).max(200).optional(),
  sdk: z.string().default("unknown"),
  functions: z.array(z.unknown()),
});

/**
 * Registers what an app says about itself, in place of what it said before, and resolves once it is stored.
 * Throws an Error that names what is wrong; the earlier registration stays then.
 */
export async function registerApp(engine: Engine, given: unknown): Promise<Registration> {
  const parsed = registration.safeParse(given);
  if (!parsed.success) throw new Error(`the registration is not valid: ${z.prettifyError(parsed.error)}`);
  const { url, sdk, functions } = parsed.data;
  const id = parsed.data.appName ?? parsed.data.app_id;
  if (!id) throw new Error("the registration names no app");
  const result = engine.registry.register({ id, url, sdk, functions, registeredAt: engine.clock.now() });
  if (result.modified) {
    for (const replaced of result.replaced) engine.journal.remove("apps", replaced);
    engine.journal.put("apps", id, () => ({ id, body: JSON.stringify(result.app) }));
    scheduleCrons(engine);
    engine.journal.afterCommit(() => resumeFunctions(engine, id));
    engine.log.info({ app: id, functions: functions.length }, "the app's functions are registered");
  }
  await engine.journal.sync();
  await engine.awaited.release(engine, url);
  return result;
}

/** Registers the apps that the store knows; one that no longer can be is left out, with a log line. */
export function restoreApps(engine: Engine, rows: Row[]): void {
  for (const row of rows) {
    try {
      engine.registry.register(JSON.parse(String(row.body)) as AppRecord);
    } catch (error) {
      engine.log.error({ error: describeError(error) }, "a stored app can't be registered again");
    }
  }
}
