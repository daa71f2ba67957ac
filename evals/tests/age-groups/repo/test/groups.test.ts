import { expect, test } from "vitest";
import { fare } from "../src/groups.ts";

test("nobody", () => expect(fare([])).toBe(0));
