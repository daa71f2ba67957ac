import { parseArgs } from "node:util";
import { startEngine } from "#inngest/local/start-engine.ts";
import { AppError } from "#lib/errors.ts";
import { createLogger } from "#lib/observability/logger.ts";
import { localEngine } from "#lib/ports/engine/local.ts";
import { type EngineRunStatus, engineRunStatuses } from "#lib/ports/engine/port.ts";
import { formatRun, formatRuns, formatStatus } from "./engine/print.ts";

const usage = `npm run engine -- serve --port <port> [--data <directory> | --database <postgres URL>]
                        [--app <serve URL>]… [--keep-days <days>] [--keep-runs <count>] [--keep-events <count>]
npm run engine -- status
npm run engine -- runs [--status ${engineRunStatuses.join("|")}] [--function <id>] [--limit <count>] [--before <run id>]
npm run engine -- run <run id>
npm run engine -- retry <run id> [--from <step> [--input <JSON array>]]
npm run engine -- cancel <run id>
All but serve take --url <engine URL> (default http://127.0.0.1:8288) and --json.
With INNGEST_SIGNING_KEY the engine signs its calls and answers only those who have the key, with INNGEST_EVENT_KEY
it takes events only under that key, as a self-hosted Inngest server does.`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: "string", default: "8288" },
    data: { type: "string", default: ".data/engine" },
    database: { type: "string", default: process.env.ENGINE_DATABASE_URL },
    app: { type: "string", multiple: true, default: [] },
    url: { type: "string", default: "http://127.0.0.1:8288" },
    status: { type: "string" },
    function: { type: "string" },
    limit: { type: "string", default: "25" },
    before: { type: "string" },
    json: { type: "boolean", default: false },
    from: { type: "string" },
    input: { type: "string" },
    "keep-days": { type: "string", default: "7" },
    "keep-runs": { type: "string", default: "50000" },
    "keep-events": { type: "string", default: "100000" },
  },
});

const signingKey = process.env.INNGEST_SIGNING_KEY || undefined;

/** A mistake of the caller: one sentence, no stack. */
function stop(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

async function serve(): Promise<void> {
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) stop(`"${values.port}" is no port.`);
  const retryMs = process.env.RETRY_MS ? Number(process.env.RETRY_MS) : undefined;
  if (retryMs !== undefined && !(retryMs >= 0)) stop(`RETRY_MS must be a number of milliseconds.`);
  const database = values.database || undefined;
  if (database && !/^postgres(ql)?:$/.test(URL.parse(database)?.protocol ?? "")) {
    stop(
      "--database (or ENGINE_DATABASE_URL) must be a URL of the form postgres://user:password@host:port/name.",
    );
  }
  const logger = createLogger("engine", process.env.LOG_LEVEL ?? "info");
  const started = await startEngine({
    dataDir: values.data,
    database,
    port,
    retryMs,
    appUrls: values.app,
    retention: readRetention(),
    logger,
    signingKey,
    eventKeys: process.env.INNGEST_EVENT_KEY ? [process.env.INNGEST_EVENT_KEY] : [],
  });
  void started.ended.then((reason) => reason && stop(reason.message));
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      started.close().then(
        () => process.exit(0),
        (error: Error) => stop(error.message),
      );
    });
  }
}

function readRetention() {
  const age = Number(values["keep-days"]) * 86_400_000;
  const [runs, events] = [Number(values["keep-runs"]), Number(values["keep-events"])];
  if (!(age >= 0 && runs >= 0 && events >= 0)) {
    stop("--keep-days, --keep-runs and --keep-events must be numbers.");
  }
  return { age, runs, events };
}

const engine = localEngine(values.url, signingKey);
const runId = (): string => positionals[1] ?? stop(usage);

/** Prints an answer: a table for people, or the answer itself with --json. */
async function show<Answer>(answer: Promise<Answer>, format: (answer: Answer) => string): Promise<void> {
  const given = await answer;
  process.stdout.write(`${values.json ? JSON.stringify(given, null, 2) : format(given)}\n`);
}

function wantedStatus(): EngineRunStatus | undefined {
  if (values.status === undefined) return undefined;
  const status = engineRunStatuses.find((one) => one === values.status);
  return status ?? stop(`"${values.status}" is no status; one of ${engineRunStatuses.join(", ")}.`);
}

function givenInput(): unknown[] | undefined {
  if (values.input === undefined) return undefined;
  const refused = "--input must be a JSON array of the arguments of the step's body.";
  try {
    const input: unknown = JSON.parse(values.input);
    return Array.isArray(input) ? input : stop(refused);
  } catch {
    return stop(refused);
  }
}

async function runs(): Promise<void> {
  const limit = Number(values.limit);
  if (!Number.isInteger(limit) || limit < 1) stop(`"${values.limit}" is no count of runs.`);
  const filter = { status: wantedStatus(), functionId: values.function, limit, before: values.before };
  await show(engine.listRuns(filter), (page) => formatRuns(page, new Date()));
}

/** The tables here are the operator's own machine: what they do is in the engine's log, not in the audit log. */
const commands: Record<string, () => Promise<void>> = {
  serve,
  status: () => show(engine.status(), formatStatus),
  runs,
  run: () => show(engine.getRun(runId()), (run) => formatRun(run, new Date())),
  retry: () =>
    show(
      engine.retryRun(runId(), { fromStep: values.from, input: givenInput() }),
      ({ runId: again }) => `Runs again as ${again}.`,
    ),
  cancel: async () => {
    const id = runId();
    await show(
      engine.cancelRun(id).then(() => ({ runId: id })),
      () => `Cancelled ${id}.`,
    );
  },
};

function problemText(error: AppError): string {
  if (error.code === "not_found") return `There is no run ${positionals[1]}.`;
  if (error.code !== "unavailable") return error.message;
  return `${error.message} Give its address with --url.`;
}

const command = commands[positionals[0] ?? ""] ?? stop(usage);
await command().catch((error: Error & { code?: string }) => {
  if (error instanceof AppError) stop(problemText(error));
  stop(
    error.code === "EADDRINUSE"
      ? `The port ${values.port} is in use; choose another with --port.`
      : error.message,
  );
});
