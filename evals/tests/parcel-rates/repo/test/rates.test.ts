import assert from "node:assert/strict";
import test from "node:test";
import { label } from "../src/rates.ts";

test("a label", () => assert.equal(label({ grams: 3, zone: "inland" }), "inland-3g"));
