import http from "node:http";
import type { Cart } from "./cart.ts";
import { Inventory } from "./inventory.ts";
import { OrderBook } from "./orders.ts";

const inventory = new Inventory();
inventory.receive("MUG-1", 100);
inventory.receive("TEE-1", 40);
const orders = new OrderBook(inventory);

function send(response: http.ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

async function readJson(request: http.IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString("utf8"));
}

export const server = http.createServer(async (request, response) => {
  const url = new URL(request.url ?? "/", "http://localhost");
  try {
    if (request.method === "POST" && url.pathname === "/orders") {
      return send(response, 201, orders.place((await readJson(request)) as Cart));
    }
    if (url.pathname === "/orders") return send(response, 200, orders.list(Number(url.searchParams.get("page") ?? 1)));
    const match = /^\/orders\/([\w-]+)$/.exec(url.pathname);
    if (match?.[1]) return send(response, 200, orders.find(match[1]));
    return send(response, 404, { error: "not found" });
  } catch (error) {
    return send(response, 400, { error: error instanceof Error ? error.message : "bad request" });
  }
});

if (import.meta.main) server.listen(4000, () => console.log("orders-service on http://localhost:4000"));
