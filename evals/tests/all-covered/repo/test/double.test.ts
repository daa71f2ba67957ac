import assert from "node:assert/strict";
import test from "node:test";
import { double } from "../src/double.ts";

test("twice", () => assert.equal(double(4), 8));
