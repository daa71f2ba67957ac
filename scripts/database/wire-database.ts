import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { createLogger } from "#lib/observability/logger.ts";
import { claimPorts } from "#scripts/start/preflight.ts";
import { startDatabase } from "#supabase/local/start-database.ts";

/** A migrated database in memory that speaks Postgres' protocol to one client at a time. */
export interface WireDatabase {
  url: string;
  close(): Promise<void>;
}

/** Starts the database for tools that want a Postgres address, such as the Supabase CLI. */
export async function openWireDatabase(): Promise<WireDatabase> {
  const database = await startDatabase({
    dataDir: "memory",
    port: 0,
    keys: { publishable: "sb_publishable_wire", secret: "sb_secret_wire", jwtSecret: "-".repeat(32) },
    logger: createLogger("wire-database", "error"),
  });
  const { web: port } = await claimPorts({ web: 0, database: 0, engine: 0 });
  const socket = new PGLiteSocketServer({ db: database.connection.driver, host: "127.0.0.1", port });
  await socket.start();
  return {
    url: `postgresql://postgres:postgres@127.0.0.1:${port}/postgres?sslmode=disable`,
    close: async () => {
      await socket.stop();
      await database.close();
    },
  };
}
