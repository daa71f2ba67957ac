import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { databaseFetch } from "#lib/db/database-fetch.ts";

/** A server that breaks the first `breaks` connections before it answers. */
async function listen(breaks: number): Promise<{ url: string; seen: () => number }> {
  let seen = 0;
  const server: Server = createServer((request, response) => {
    seen += 1;
    if (seen <= breaks) request.socket.resetAndDestroy();
    else response.end("answer");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen: () => seen };
}

test("a read whose connection breaks before an answer is repeated once", async () => {
  const server = await listen(1);
  expect(await (await databaseFetch(server.url)).text()).toBe("answer");
  expect(server.seen()).toBe(2);
});

test("a read that breaks twice fails", async () => {
  const server = await listen(2);
  await expect(databaseFetch(server.url)).rejects.toThrow("fetch failed");
  expect(server.seen()).toBe(2);
});

test("a write is never repeated: it may have happened", async () => {
  const server = await listen(1);
  await expect(databaseFetch(server.url, { method: "POST", body: "{}" })).rejects.toThrow("fetch failed");
  expect(server.seen()).toBe(1);
});

test("a request that the caller gives up ends", async () => {
  const server = await listen(0);
  await expect(databaseFetch(server.url, { signal: AbortSignal.abort() })).rejects.toThrow("aborted");
});
