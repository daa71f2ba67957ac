import assert from "node:assert/strict";
import { test } from "node:test";
import { bandFor } from "../src/band.js";

for (const [weight, name] of [[0.1, "letter"], [1, "letter"], [1.01, "small"], [2, "small"], [2.5, "medium"], [5, "medium"], [5.001, "large"], [10, "large"], [31.5, "heavy"]])
  test(`${weight} kg is ${name}`, () => assert.equal(bandFor(weight)?.name, name));

test("31.6 kg is refused", () => assert.equal(bandFor(31.6), undefined));
