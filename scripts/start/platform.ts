/**
 * Starts the embedded platform on a data folder: database, engine and web as child processes that are kept
 * alive, stop in order and never outlive this process. `npm start`, `npm run goal` and the tests use it.
 */
import { join, resolve } from "node:path";
import { lineProgress, type Progress } from "../terminal/progress.ts";
import { buildWeb } from "./build.ts";
import { ManagedChild, type Program } from "./child.ts";
import type { Environment } from "./environment.ts";
import { claimPorts, type Ports, prepareDataDir } from "./preflight.ts";
import { explainWriteFailure, Problem } from "./problem.ts";
import {
  databaseProgram,
  engineProgram,
  type PlatformUrls,
  type ProgramFiles,
  platformEnv,
  programFiles,
  webProgram,
} from "./programs.ts";
import { type RunLock, takeRunLock } from "./run-lock.ts";
import { loadSecrets, type Secrets } from "./secrets.ts";
import { demoSignIns, runSeed, type SignIn } from "./seed.ts";

export type ChildName = "database" | "engine" | "web";

export interface PlatformOptions {
  dataDir: string;
  /** Port of each part on 127.0.0.1; 0 or nothing takes a free one. */
  ports?: Partial<Ports>;
  /** False starts database and engine only; the caller may serve the app at `urls.web` itself. */
  web: boolean;
  /** One line per finished stage, death and restart. */
  log?: (line: string) => void;
  /** Replaces `log` by a display of stages. */
  progress?: Progress;
  /** Variables that the children get; what is set here replaces an embedded part. Default: this process's. */
  environment?: Environment;
  /** Gives up the start. */
  signal?: AbortSignal;
  /** Other programs than the repository's own; a web program given here needs no build. */
  files?: Partial<ProgramFiles>;
}

export interface Platform {
  urls: PlatformUrls;
  /** What the web process gets: clients of the platform in other processes use the same. */
  env: Record<string, string>;
  signIns: SignIn[];
  children: Partial<Record<ChildName, { readonly pid: number | undefined }>>;
  /** Stops engine, web and database in this order and frees the data folder. Idempotent. */
  stop(): Promise<void>;
}

const root = resolve(import.meta.dirname, "../..");

/**
 * Sends what waits in the outbox, the seed's import of the sample, without waiting for the next minute, when it
 * happens by itself; so a failure is no problem.
 */
async function sweepOutbox(urls: PlatformUrls, cronSecret: string): Promise<void> {
  const headers = { authorization: `Bearer ${cronSecret}` };
  const signal = AbortSignal.timeout(10_000);
  await fetch(`${urls.web}/api/cron/outbox-sweep`, { headers, signal }).catch(() => undefined);
}

/** A start under way: what it has so far, so that each stage can add to it and a failure can undo it. */
class PlatformStart {
  readonly children: Partial<Record<ChildName, ManagedChild>> = {};
  readonly options: PlatformOptions;
  readonly progress: Progress;
  readonly files: ProgramFiles;
  readonly given: Environment;
  readonly embedded: { database: boolean; engine: boolean };
  private lock: RunLock | undefined;
  private stopped: Promise<void> | undefined;

  constructor(options: PlatformOptions) {
    this.options = options;
    this.progress = options.progress ?? lineProgress(options.log ?? (() => {}));
    this.files = { ...programFiles(root), ...options.files };
    this.given = options.environment ?? process.env;
    this.embedded = {
      database: !this.given.SUPABASE_URL,
      engine: !this.given.INNGEST_DEV && !this.given.INNGEST_SIGNING_KEY,
    };
  }

  async run(): Promise<Platform> {
    const dataDir = resolve(this.options.dataDir);
    prepareDataDir(dataDir);
    this.lock = await takeRunLock(dataDir);
    const ports = await claimPorts({ web: 0, database: 0, engine: 0, ...this.options.ports });
    const secrets = loadSecrets(dataDir);
    const at = (port: number) => `http://127.0.0.1:${port}`;
    const urls: PlatformUrls = {
      web: at(ports.web),
      database: this.given.SUPABASE_URL || at(ports.database),
      engine: this.given.INNGEST_DEV || at(ports.engine),
    };
    const env = platformEnv(this.given, { dataDir, urls, secrets, embeddedEngine: this.embedded.engine });
    const input = { files: this.files, ports, urls, dataDir, env };
    await all([
      this.options.web && !this.options.files?.web
        ? this.build(join(dataDir, "logs", "build.log"))
        : Promise.resolve(),
      this.startParts(databaseProgram(input), engineProgram(input), secrets),
    ]);
    if (this.options.web) {
      await this.startChild("web", webProgram(input));
      if (this.embedded.engine) await sweepOutbox(urls, env.CRON_SECRET ?? "");
    }
    this.options.signal?.throwIfAborted();
    this.lock.publish({ ...urls });
    const signIns = this.embedded.database ? demoSignIns(secrets) : [];
    return { urls, env, signIns, children: this.children, stop: () => this.stop() };
  }

  /** The database first: the seed and the engine's functions need it. */
  private async startParts(database: Program, engine: Program, secrets: Secrets): Promise<void> {
    if (this.embedded.database) {
      await this.startChild("database", database);
      await this.seed(database, secrets);
    }
    if (this.embedded.engine) await this.startChild("engine", engine);
  }

  private async startChild(name: ChildName, program: Program): Promise<void> {
    this.options.signal?.throwIfAborted();
    let stage = this.progress.stage(name);
    const child = new ManagedChild(program, {
      line: (text) => this.progress.line(text),
      changed: () => this.recordChildren(),
      stage: (next) => {
        stage.done();
        stage = this.progress.stage(next);
      },
    });
    this.children[name] = child;
    try {
      await child.start();
    } catch (error) {
      stage.failed();
      throw error;
    }
    stage.done();
  }

  private async build(logPath: string): Promise<void> {
    await this.stage("build", async () =>
      (await buildWeb(root, logPath, this.options.signal)) ? "" : "sources unchanged",
    );
  }

  private async seed(database: Program, secrets: Secrets): Promise<void> {
    const { SUPABASE_URL: url = "", SUPABASE_SECRET_KEY: secretKey = "" } = database.env;
    const demo = { adminPassword: secrets.adminPassword, ownerPassword: secrets.ownerPassword };
    await this.stage("seed", async () => {
      await runSeed(this.files.seed, { url, secretKey, demo });
      return "";
    });
  }

  private async stage(name: string, run: () => Promise<string>): Promise<void> {
    this.options.signal?.throwIfAborted();
    const stage = this.progress.stage(name);
    try {
      stage.done(await run());
    } catch (error) {
      stage.failed();
      throw error;
    }
  }

  private recordChildren(): void {
    const pids = Object.values(this.children).flatMap((child) => (child.pid ? [child.pid] : []));
    this.lock?.setChildren(pids);
  }

  stop(): Promise<void> {
    this.stopped ??= (async () => {
      // The engine first: it lets open calls to the web part end, which would be failed attempts otherwise.
      for (const name of ["engine", "web", "database"] as const) await this.children[name]?.stop();
      this.lock?.release();
      this.lock = undefined;
    })();
    return this.stopped;
  }
}

/** Waits for all, also when one fails: nothing may still be starting when the clean-up begins. */
async function all(starts: Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(starts);
  for (const result of results) if (result.status === "rejected") throw result.reason;
}

/** Starts the platform. Throws a Problem (one sentence and its remedy) after stopping what it had started. */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const start = new PlatformStart(options);
  const onAbort = () => void start.stop();
  options.signal?.addEventListener("abort", onAbort);
  try {
    return await start.run();
  } catch (error) {
    await start.stop();
    if (error instanceof Problem) throw error;
    throw explainWriteFailure(error, options.dataDir);
  } finally {
    options.signal?.removeEventListener("abort", onAbort);
  }
}
