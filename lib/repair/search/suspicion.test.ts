import { expect, test } from "vitest";
import { ochiai } from "./suspicion.ts";

test("a statement that only failing tests run is certain", () => expect(ochiai(2, 2, 0)).toBe(1));
test("a statement no failing test runs is innocent", () => expect(ochiai(0, 2, 5)).toBe(0));
test("passing tests that run it exonerate", () => expect(ochiai(1, 1, 3)).toBe(0.5));
