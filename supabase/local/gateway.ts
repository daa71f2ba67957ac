import type { AddressInfo } from "node:net";
import { type ServerType, serve } from "@hono/node-server";
import type { App } from "@supabase/lite";
import { StartError } from "./start-error.ts";

/** Longer than any pause between two requests of a pool, so that neither side reuses a closed socket. */
const keepAliveMs = 65_000;

type Fetch = (request: Request, peerAddress: string | null) => Promise<Response>;

/**
 * What of Supabase Lite is reachable: the data API and a health check. Its studio and `/_system`
 * answer anyone without a key, and its sign-in is not used, so nothing else gets through.
 */
function allowList(app: App): Fetch {
  return async (request, peerAddress) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/health") return Response.json({ status: "ok" });
    if (pathname.startsWith("/rest/v1/")) return app.fetch(request, { peerAddress });
    return Response.json({ message: "not found" }, { status: 404 });
  };
}

export interface Gateway {
  url: string;
  close(): Promise<void>;
}

function closeServer(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ("closeIdleConnections" in server) server.closeIdleConnections();
  });
}

function listen(server: ServerType, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE";
      reject(
        new StartError(
          taken ? `Port ${port} is already in use.` : `The database could not listen on port ${port}.`,
          "Stop the program that uses the port, or set DB_PORT to a free one.",
          { cause: error },
        ),
      );
    });
    server.once("listening", () => resolve(server.address() as AddressInfo));
  });
}

/** Serves the data API on 127.0.0.1; port 0 takes a free one. */
export async function openGateway(app: App, port: number): Promise<Gateway> {
  const fetch = allowList(app);
  const server = serve({
    hostname: "127.0.0.1",
    port,
    // Its own Response class sends Content-Length twice when the answer has one already.
    overrideGlobalObjects: false,
    fetch: (request, env) => fetch(request, env.incoming.socket.remoteAddress ?? null),
  });
  if ("keepAliveTimeout" in server) server.keepAliveTimeout = keepAliveMs;
  const address = await listen(server, port);
  return { url: `http://127.0.0.1:${address.port}`, close: () => closeServer(server) };
}
