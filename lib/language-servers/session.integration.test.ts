import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Sandbox } from "#lib/ports/sandbox/port.ts";
import { findByMarker, killByMarker } from "#lib/ports/sandbox/process-search.ts";
import { sandboxFixture, tarOf } from "#lib/ports/sandbox/sandbox-fixture.ts";
import { findPosition } from "./find-position.ts";
import { endSessions, sessionFor } from "./pool.ts";
import { diagnosticReport, locations } from "./protocol.ts";
import { type LanguageServer, languageServers, serverFor } from "./servers.ts";
import { LanguageSession, type SyncedServer } from "./session.ts";

const fixture = sandboxFixture();
let sandbox: Sandbox;
const minified = `export const packed=[${"1,".repeat(40_000)}1];export function unpack(){return packed.length}`;

beforeAll(async () => {
  ({ sandbox } = await fixture.provider.open("language"));
  await sandbox.unpack(
    tarOf({
      "src/price.ts": "export function priceOf(cents: number): number {\n  return cents / 100;\n}\n",
      "src/cart.ts": 'import { priceOf } from "./price.ts";\nexport const total = priceOf(5);\n',
      "src/broken.ts": 'import { priceOf } from "./price.ts";\nexport const a = (priceOf(1;\n',
      "src/packed.min.js": minified,
      "src/use-packed.js": 'import { unpack } from "./packed.min.js";\nunpack();\n',
      "shop/price.py": "def price_of(cents):\n    return cents / 100\n",
      "shop/cart.py": "from shop.price import price_of\n\ntotal = price_of(5)\n",
      "shop/__init__.py": "",
    }),
  );
  await sandbox.writeFile("src/huge.ts", `export const huge = "${"x".repeat(2_100_000)}";\n`);
});

afterAll(async () => {
  await endSessions(sandbox);
  await sandbox.destroy();
  fixture.remove();
});

function definition(path: string, symbol: string) {
  return async (server: SyncedServer) => {
    const { text } = await server.open(path);
    const position = findPosition(path, text, symbol);
    const [first] = await server.ask(locations, "textDocument/definition", { position }, path);
    return first && `${first.uri}:${first.range.start.line + 1}`;
  };
}

function ask<Result>(path: string, task: (server: SyncedServer) => Promise<Result>): Promise<Result> {
  return sessionFor(sandbox, serverFor(path) as LanguageServer).work(task);
}

describe("a definition", () => {
  test("is found in TypeScript without any project file, and in Python", async () => {
    expect(await ask("a.ts", definition("src/cart.ts", "priceOf"))).toBe("file:///work/src/price.ts:1");
    expect(await ask("a.py", definition("shop/cart.py", "price_of"))).toBe("file:///work/shop/price.py:1");
  });

  test("moves with the file, whoever changes it", async () => {
    await sandbox.exec({
      argv: ["sh", "-c", "sed -i '1i // first' src/price.ts; sed -i '1i # first' shop/price.py"],
    });
    expect(await ask("a.ts", definition("src/cart.ts", "priceOf"))).toBe("file:///work/src/price.ts:2");
    expect(await ask("a.py", definition("shop/cart.py", "price_of"))).toBe("file:///work/shop/price.py:2");
    await sandbox.exec({ argv: ["sh", "-c", "sed -i 1d src/price.ts shop/price.py"] });
  });

  test("is found in files with syntax errors, and they are diagnosed", async () => {
    expect(await ask("a.ts", definition("src/broken.ts", "priceOf"))).toBe("file:///work/src/price.ts:1");
    const items = await ask("a.ts", async (server) => {
      await server.open("src/broken.ts");
      return server.ask(diagnosticReport, "textDocument/diagnostic", {}, "src/broken.ts");
    });
    expect(items[0]).toMatchObject({ range: { start: { line: 1 } }, message: "')' expected." });
  });

  test("is found in a minified file that is asked for", async () => {
    expect(await ask("a.js", definition("src/use-packed.js", "unpack"))).toBe(
      "file:///work/src/packed.min.js:1",
    );
  });
});

describe("a file", () => {
  test.each([
    ["../etc/passwd", "is outside of the repository"],
    ["/etc/passwd", "is outside of the repository"],
    ["src/nowhere.ts", "There is no file src/nowhere.ts"],
    ["src", "There is no file src"],
    ["src/huge.ts", "too many for a language server"],
  ])("%s that can't be read is an error that says why", async (path, message) => {
    await expect(ask("a.ts", (server) => server.open(path))).rejects.toThrow(message);
  });
});

describe("a server", () => {
  test("that is killed in the middle is started again, and the question answered", async () => {
    const session = new LanguageSession(sandbox, serverFor("a.ts") as LanguageServer);
    let killed = false;
    const answer = await session.work(async (server) => {
      await server.open("src/cart.ts");
      if (!killed) await killByMarker(sandbox.identity);
      killed = true;
      return definition("src/cart.ts", "priceOf")(server);
    });
    expect(answer).toBe("file:///work/src/price.ts:1");
    expect(session.starts).toBe(2);
    await session.end();
  });

  test("that crashes each time is given up until the files change", async () => {
    const crashing = {
      ...(languageServers[0] as LanguageServer),
      argv: ["sh", "-c", "echo broken >&2; exit 3"],
    };
    const session = new LanguageSession(sandbox, crashing);
    const question = () => session.work((server) => server.open("src/cart.ts"));
    await expect(question()).rejects.toThrow("it ended with code 3: broken");
    await expect(question()).rejects.toThrow("language server failed");
    const starts = session.starts;
    await expect(question()).rejects.toThrow("not started again until they change");
    expect(session.starts).toBe(starts);
    await sandbox.writeFile("note.txt", "changed");
    await expect(question()).rejects.toThrow("it ended with code 3");
  });

  test("that does not answer is ended at its time limit", async () => {
    const silent = { ...(languageServers[0] as LanguageServer), argv: ["sleep", "600"] };
    const limits = { startMs: 300, firstMs: 300, requestMs: 300 };
    const session = new LanguageSession(sandbox, silent, limits);
    await expect(session.work((server) => server.open("src/cart.ts"))).rejects.toThrow(
      "no answer to initialize within",
    );
  });

  test("that floods is ended", async () => {
    const flood = 'printf "Content-Length: 99999999999\\r\\n\\r\\n"; exec yes';
    const server = { ...(languageServers[0] as LanguageServer), argv: ["sh", "-c", flood] };
    const session = new LanguageSession(sandbox, server);
    await expect(session.work((one) => one.open("src/cart.ts"))).rejects.toThrow("its answer was too large");
  });

  test("that needs too much memory is ended, and nothing else", async () => {
    const hungry = "const a = []; for (;;) a.push(Buffer.alloc(1 << 24, 1));";
    const server = { ...(languageServers[0] as LanguageServer), argv: ["node", "-e", hungry], memoryMb: 256 };
    const session = new LanguageSession(sandbox, server);
    await expect(session.work((one) => one.open("src/cart.ts"))).rejects.toThrow("language server failed");
    expect(await ask("a.ts", definition("src/cart.ts", "priceOf"))).toBe("file:///work/src/price.ts:1");
  });
});

test("a stop ends the servers of its sandbox and starts none again", async () => {
  const { sandbox: stopped } = await fixture.provider.open("stopped");
  await stopped.writeFile("a.ts", "export const a = 1;\n");
  const session = sessionFor(stopped, serverFor("a.ts") as LanguageServer);
  await session.work((server) => server.open("a.ts"));
  expect(await findByMarker(stopped.identity)).not.toEqual([]);
  expect(await fixture.provider.seal("stopped")).toBe(true);
  expect(await findByMarker(stopped.identity)).toEqual([]);
  await expect(session.work((server) => server.open("a.ts"))).rejects.toMatchObject({ code: "conflict" });
  await stopped.destroy();
});
