import assert from "node:assert/strict";
import test from "node:test";
import { Queue } from "../src/queue.ts";

test("a queue begins empty", () => assert.deepEqual(new Queue().jobs, []));
