/** What must hold before anything is started: a Node that fits, a data folder with room, free ports. */
import { accessSync, constants, mkdirSync, statfsSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { explainWriteFailure, Problem } from "./problem.ts";

/** A fresh database takes 40 MB and its log up to 100 MB; repositories come on top. */
const leastFreeMb = 300;

/** Makes the data folder when there is none; throws a Problem when it can't be used. */
export function prepareDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw explainWriteFailure(error, dataDir);
  }
  const { bavail, bsize } = statfsSync(dataDir);
  const freeMb = Math.floor((bavail * bsize) / 1024 / 1024);
  if (freeMb >= leastFreeMb) return;
  throw new Problem(
    `The disk that holds ${dataDir} has only ${freeMb} MB left; MorningAI needs ${leastFreeMb} MB at least.`,
    "Free some space there, or set DATA_DIR to a folder on another disk.",
  );
}

export interface Ports {
  web: number;
  database: number;
  engine: number;
}

const portVariable: Record<keyof Ports, string> = {
  web: "PORT",
  database: "DB_PORT",
  engine: "ENGINE_PORT",
};

interface Claim {
  port: number;
  release: () => Promise<void>;
}

/** Listens on the port, or on any free one for 0, until released. */
function listen(port: number): Promise<Claim> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const { port: bound } = server.address() as AddressInfo;
      const release = () => new Promise<void>((done) => server.close(() => done()));
      resolve({ port: bound, release });
    });
  });
}

async function claim(part: keyof Ports, port: number): Promise<Claim> {
  try {
    return await listen(port);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    const reason = code === "EADDRINUSE" ? "is taken by another program" : `can't be used (${code})`;
    throw new Problem(
      `Port ${port} of 127.0.0.1, wanted for the ${part}, ${reason}.`,
      `Stop that program, or choose another port: ${portVariable[part]}=${port + 1} npm start`,
      { cause },
    );
  }
}

/**
 * Ports to listen on: those asked for, or free ones where 0 is asked. Never silently another one. All are
 * held until all are known, so that no two parts get the same one.
 */
export async function claimPorts(wanted: Ports): Promise<Ports> {
  const claims: Claim[] = [];
  try {
    for (const part of ["web", "database", "engine"] as const) claims.push(await claim(part, wanted[part]));
  } finally {
    await Promise.all(claims.map((one) => one.release()));
  }
  const [web = 0, database = 0, engine = 0] = claims.map((one) => one.port);
  return { web, database, engine };
}
