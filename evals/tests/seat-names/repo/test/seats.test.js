import assert from "node:assert/strict";
import test from "node:test";
import { freeSeats } from "../src/seats.js";

test("no rows", () => assert.deepEqual(freeSeats([]), []));
