/**
 * Serves the durable functions as the web process does, without its pages; for tests. Started as the web
 * process is: `node function-server.ts start -H 127.0.0.1 -p <port>`.
 */
import { createServer } from "node:http";
import { parseArgs } from "node:util";
import { serve } from "inngest/node";
import { inngest } from "#inngest/client.ts";
import { functions } from "#inngest/functions.ts";

const { values } = parseArgs({
  options: {
    host: { type: "string", short: "H" },
    port: { type: "string", short: "p" },
    keepAliveTimeout: { type: "string", default: "5000" },
  },
  allowPositionals: true,
});

const server = createServer(serve({ client: inngest, functions }));
server.keepAliveTimeout = Number(values.keepAliveTimeout);
server.listen(Number(values.port), values.host);
