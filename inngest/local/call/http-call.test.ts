import http from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openConnections } from "./http-call.ts";

let server: http.Server;
let connections: number;
let bodies: string[];

beforeEach(async () => {
  connections = 0;
  bodies = [];
  server = http.createServer(async (request, response) => {
    bodies.push(Buffer.concat(await request.toArray()).toString());
    response.end("{}");
  });
  server.on("connection", () => connections++);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterEach(() => {
  server.close();
  server.closeAllConnections();
});

async function twice(idle?: number): Promise<void> {
  const { port } = server.address() as AddressInfo;
  const client = openConnections(idle);
  for (const body of ["first", "second"]) {
    const request = { url: `http://127.0.0.1:${port}/`, method: "POST", headers: {}, body, maxBytes: 100 };
    expect(await client.request(request)).toMatchObject({ status: 200, body: "{}" });
    await pause(30);
  }
  client.close();
}

test("a connection is used again", async () => {
  await twice();
  expect([connections, bodies]).toEqual([1, ["first", "second"]]);
});

test("one that was idle for too long is not, and the request is made once", async () => {
  await twice(10);
  expect([connections, bodies]).toEqual([2, ["first", "second"]]);
});
