import { afterAll, beforeAll, expect, test } from "vitest";
import type { Sandbox } from "#lib/ports/sandbox/port.ts";
import { sandboxFixture, tarOf } from "#lib/ports/sandbox/sandbox-fixture.ts";
import { CallGraph } from "./call-graph.ts";
import { endSessions, sessionFor } from "./pool.ts";
import { type LanguageServer, serverFor } from "./servers.ts";

const fixture = sandboxFixture();
let sandbox: Sandbox;

beforeAll(async () => {
  ({ sandbox } = await fixture.provider.open("graph"));
  await sandbox.unpack(
    tarOf({
      "test/shop.test.js":
        'import { Shop } from "../src/shop.js";\ntest("sells", () => {\n  new Shop().sell(3);\n});\ntest("other", () => {\n  unrelated();\n});\n',
      "src/shop.js":
        'import { priceOf } from "./price.js";\nexport class Shop {\n  constructor() {\n    this.log = [];\n  }\n  sell(n) {\n    return priceOf(n);\n  }\n  unused() {\n    return priceOf(0);\n  }\n}\n',
      "src/price.js":
        "const RATE = 2;\n/** unrelated */\nexport function priceOf(n) {\n  return n * RATE;\n}\nexport function unrelated() {\n  return priceOf;\n}\n",
      "tests/test_shop.py": "from shop.sale import sell\n\n\ndef test_sells():\n    assert sell(3) == 6\n",
      "shop/sale.py": "from .price import price_of\n\n\ndef sell(n):\n    return price_of(n)\n",
      "shop/price.py": "RATE = 2\n\n\ndef price_of(n):\n    return n * RATE\n",
      "shop/__init__.py": "",
    }),
  );
});

afterAll(async () => {
  await endSessions(sandbox);
  await sandbox.destroy();
  fixture.remove();
});

async function reached(path: string, first: number, last: number): Promise<string[]> {
  const session = sessionFor(sandbox, serverFor(path) as LanguageServer);
  const found = await session.work((server) => new CallGraph(server).reachableFrom({ path, first, last }));
  return found.map(({ unit, distance }) => `${distance} ${unit.path} ${unit.name}`);
}

test("a test leads to what it calls and on, through classes and imports, and to nothing else", async () => {
  expect(await reached("test/shop.test.js", 1, 3)).toEqual([
    "1 src/shop.js Shop",
    "1 src/shop.js Shop.constructor",
    "1 src/shop.js Shop.sell",
    "2 src/price.js priceOf",
    "3 src/price.js RATE",
  ]);
});

test("a Python test likewise", async () => {
  expect(await reached("tests/test_shop.py", 3, 4)).toEqual([
    "1 tests/test_shop.py test_sells",
    "1 shop/sale.py sell",
    "2 shop/price.py price_of",
    "3 shop/price.py RATE",
  ]);
});
