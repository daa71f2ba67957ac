import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";

/** Which registries may be reached, and how this machine reaches them. */
export interface RegistryConfig {
  /** Origins, "https://registry.example". The first is the one that npm is told to use. */
  registries: string[];
  /** The index that pip is told to use; its origin is one of `registries`. Default: pip's own. */
  pythonIndex?: string;
  /** The HTTP proxy of this machine, when it needs one. */
  proxy?: string;
  /** File with additional certificate authorities (PEM). */
  caFile?: string;
  /** Told of each refused host; the command sees status 403. */
  onBlocked?: (host: string) => void;
}

interface Address {
  host: string;
  port: number;
}

function addressOf(url: URL): Address {
  const port = url.port ? Number(url.port) : url.protocol === "https:" ? 443 : 80;
  return { host: url.hostname.toLowerCase(), port };
}

const textOf = (address: Address) => `${address.host}:${address.port}`;

function blockedText(address: string): string {
  return `Blocked by MorningAI: ${address} is not one of the allowed package registries.\n`;
}

/** `CONNECT host:port` on the machine's own proxy; resolves with the tunnel. */
function throughProxy(proxy: URL, target: Address): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const { host, port } = addressOf(proxy);
    const headers: Record<string, string> = { host: textOf(target) };
    if (proxy.username) {
      const login = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
      headers["proxy-authorization"] = `Basic ${Buffer.from(login).toString("base64")}`;
    }
    const asked = request({ host, port, method: "CONNECT", path: textOf(target), headers });
    asked.once("connect", (response, socket, head) => {
      // What the registry sent along with the proxy's answer belongs to the tunnel.
      socket.unshift(head);
      if (response.statusCode === 200) resolve(socket as Socket);
      else {
        socket.destroy();
        reject(new Error(`The proxy answered ${response.statusCode}.`));
      }
    });
    asked.once("error", reject);
    asked.end();
  });
}

function directly(target: Address): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(target.port, target.host);
    socket.once("connect", () => resolve(socket));
    socket.once("error", reject);
  });
}

function parseTarget(text: string): Address | null {
  const match = /^\[?([^\]]+?)\]?:(\d{1,5})$/.exec(text);
  return match ? { host: (match[1] as string).toLowerCase(), port: Number(match[2]) } : null;
}

function refuse(socket: Socket, status: string, text: string): void {
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: text/plain\r\ncontent-length: ${Buffer.byteLength(text)}\r\nconnection: close\r\n\r\n${text}`,
    () => socket.destroy(),
  );
}

/**
 * An HTTP proxy that lets requests through to the configured registries only: `CONNECT` for https,
 * absolute addresses for http. Everything else is answered with 403.
 */
export function createRegistryProxy(config: RegistryConfig): Server {
  const allowed = new Set(config.registries.map((origin) => textOf(addressOf(new URL(origin)))));
  const proxy = config.proxy ? new URL(config.proxy) : null;
  const reach = (target: Address) => (proxy ? throughProxy(proxy, target) : directly(target));

  async function tunnel(asked: IncomingMessage, client: Socket, head: Buffer): Promise<void> {
    client.on("error", () => client.destroy());
    const target = parseTarget(asked.url ?? "");
    if (!target || !allowed.has(textOf(target))) {
      config.onBlocked?.(asked.url ?? "");
      return refuse(client, "403 Forbidden", blockedText(asked.url ?? ""));
    }
    try {
      const upstream = await reach(target);
      upstream.on("error", () => client.destroy());
      client.on("close", () => upstream.destroy());
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      if (head.length > 0) upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    } catch (error) {
      refuse(client, "502 Bad Gateway", `The registry can't be reached: ${String(error)}\n`);
    }
  }

  function forward(asked: IncomingMessage, answer: ServerResponse): void {
    const url = URL.canParse(asked.url ?? "") ? new URL(asked.url as string) : null;
    const target = url && addressOf(url);
    if (url?.protocol !== "http:" || !target || !allowed.has(textOf(target))) {
      const name = target ? textOf(target) : String(asked.url);
      config.onBlocked?.(name);
      answer.writeHead(403, { "content-type": "text/plain" }).end(blockedText(name));
      return;
    }
    const via = proxy ? addressOf(proxy) : target;
    const headers = { ...asked.headers, host: url.host };
    const path = proxy ? url.href : url.pathname + url.search;
    const upstream = request({ ...via, method: asked.method, path, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    upstream.on("error", (error) => {
      if (answer.headersSent) answer.destroy();
      else answer.writeHead(502).end(`The registry can't be reached: ${error.message}\n`);
    });
    asked.pipe(upstream);
  }

  const server = createServer(forward);
  server.on("connect", (asked, socket, head) => void tunnel(asked, socket as Socket, head));
  return server;
}
