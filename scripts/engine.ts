import { parseArgs } from "node:util";
import { startEngine } from "#inngest/local/start-engine.ts";
import { createLogger } from "#lib/observability/logger.ts";

const usage = `npm run engine -- serve --port <port> --data <directory> [--app <serve URL>]… [--keep-days <days>] [--keep-runs <count>]
npm run engine -- status --url <engine URL>
npm run engine -- runs --url <engine URL> [--status queued|running|waiting|completed|failed|cancelled]
npm run engine -- retry <run id> [--from <step> [--input <JSON array>]] --url <engine URL>
npm run engine -- cancel <run id> --url <engine URL>
With INNGEST_SIGNING_KEY the engine signs its calls and answers only those who have the key, with INNGEST_EVENT_KEY
it takes events only under that key, as a self-hosted Inngest server does.`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: "string", default: "8288" },
    data: { type: "string", default: ".data/engine" },
    app: { type: "string", multiple: true, default: [] },
    url: { type: "string", default: "http://127.0.0.1:8288" },
    status: { type: "string" },
    from: { type: "string" },
    input: { type: "string" },
    "keep-days": { type: "string", default: "7" },
    "keep-runs": { type: "string", default: "50000" },
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
  const [days, runs] = [Number(values["keep-days"]), Number(values["keep-runs"])];
  if (!(days >= 0) || !(runs >= 0)) stop("--keep-days and --keep-runs must be numbers.");
  const retention = { age: days * 86_400_000, runs };
  const logger = createLogger("engine", process.env.LOG_LEVEL ?? "info");
  const engine = await startEngine({
    dataDir: values.data,
    port,
    retryMs,
    appUrls: values.app,
    retention,
    logger,
    signingKey,
    eventKeys: process.env.INNGEST_EVENT_KEY ? [process.env.INNGEST_EVENT_KEY] : [],
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      engine.close().then(
        () => process.exit(0),
        (error: Error) => stop(error.message),
      );
    });
  }
}

async function call(method: string, path: string, given?: object): Promise<unknown> {
  const headers = signingKey ? { authorization: `Bearer ${signingKey}` } : undefined;
  const request = { method, headers, body: given && JSON.stringify(given) };
  const response = await fetch(new URL(path, values.url), request).catch(() =>
    stop(`There is no engine at ${values.url}; give its address with --url.`),
  );
  const body = (await response.json()) as { error?: string };
  if (!response.ok) stop(body.error ?? `The engine answered with status ${response.status}.`);
  return body;
}

async function show(method: string, path: string, given?: object): Promise<void> {
  process.stdout.write(`${JSON.stringify(await call(method, path, given), null, 2)}\n`);
}

function parseInput(): unknown {
  try {
    return values.input === undefined ? undefined : JSON.parse(values.input);
  } catch {
    return stop("--input must be a JSON array of the arguments of the step's body.");
  }
}

const runId = (): string => encodeURIComponent(positionals[1] ?? stop(usage));

const commands: Record<string, () => Promise<void>> = {
  serve,
  status: () => show("GET", "/v1/status"),
  runs: () => show("GET", `/v1/runs${values.status ? `?status=${encodeURIComponent(values.status)}` : ""}`),
  retry: () => show("POST", `/v1/runs/${runId()}/retry`, { from_step: values.from, input: parseInput() }),
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
