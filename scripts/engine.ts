import { parseArgs } from "node:util";
import { startEngine } from "#inngest/local/start-engine.ts";
import { createLogger } from "#lib/observability/logger.ts";

const usage = `npm run engine -- serve --port <port> [--data <directory> | --database <postgres URL>]
                        [--app <serve URL>]… [--keep-days <days>] [--keep-runs <count>] [--keep-events <count>]
npm run engine -- status --url <engine URL>
npm run engine -- runs --url <engine URL> [--status queued|running|waiting|completed|failed|cancelled]
npm run engine -- retry <run id> --url <engine URL>
npm run engine -- cancel <run id> --url <engine URL>`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: "string", default: "8288" },
    data: { type: "string", default: ".data/engine" },
    database: { type: "string", default: process.env.ENGINE_DATABASE_URL },
    app: { type: "string", multiple: true, default: [] },
    url: { type: "string", default: "http://127.0.0.1:8288" },
    status: { type: "string" },
    "keep-days": { type: "string", default: "7" },
    "keep-runs": { type: "string", default: "50000" },
    "keep-events": { type: "string", default: "100000" },
  },
});

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
  const engine = await startEngine({
    dataDir: values.data,
    database,
    port,
    retryMs,
    appUrls: values.app,
    retention: readRetention(),
    logger,
  });
  void engine.ended.then((reason) => reason && stop(reason.message));
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      engine.close().then(
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

async function call(method: string, path: string): Promise<unknown> {
  const response = await fetch(new URL(path, values.url), { method }).catch(() =>
    stop(`There is no engine at ${values.url}; give its address with --url.`),
  );
  const body = (await response.json()) as { error?: string };
  if (!response.ok) stop(body.error ?? `The engine answered with status ${response.status}.`);
  return body;
}

async function show(method: string, path: string): Promise<void> {
  process.stdout.write(`${JSON.stringify(await call(method, path), null, 2)}\n`);
}

const runId = (): string => encodeURIComponent(positionals[1] ?? stop(usage));

const commands: Record<string, () => Promise<void>> = {
  serve,
  status: () => show("GET", "/v1/status"),
  runs: () => show("GET", `/v1/runs${values.status ? `?status=${encodeURIComponent(values.status)}` : ""}`),
  retry: () => show("POST", `/v1/runs/${runId()}/retry`),
  cancel: () => show("DELETE", `/v1/runs/${runId()}`),
};

const command = commands[positionals[0] ?? ""] ?? stop(usage);
await command().catch((error: Error & { code?: string }) => {
  stop(
    error.code === "EADDRINUSE"
      ? `The port ${values.port} is in use; choose another with --port.`
      : error.message,
  );
});
