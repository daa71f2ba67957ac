import { afterEach, expect, test } from "vitest";
import { repository } from "../testing/repository.ts";
import { TypeChecker } from "./type-check.ts";

let checker: TypeChecker | undefined;
afterEach(() => checker?.stop());

const SOURCE = `export function since(times: number[], start: number): number[] {
  return times.filter((time) => time > start);
}
`;

test("a patch that brings a type error, or leaves a name unread, is told from one that does not", async () => {
  checker = new TypeChecker(repository({ "src/window.ts": SOURCE }));
  checker.begin("src/window.ts", SOURCE);
  const texts = [
    SOURCE.replace("filter", "map"),
    SOURCE.replace("time > start", "times.length > start"),
    SOURCE.replace("time > start", "time >= start"),
  ];
  const own = checker;
  const verdicts = texts.map((text) => own.check("src/window.ts", SOURCE, text, 60_000));
  expect(await Promise.all(verdicts)).toEqual([
    { errors: 1, unused: 0, used: 0 },
    { errors: 0, unused: 1, used: 0 },
    { errors: 0, unused: 0, used: 0 },
  ]);
});

test("without an answer in time nothing is said", async () => {
  checker = new TypeChecker(repository({ "src/window.ts": SOURCE }));
  expect(await checker.check("src/window.ts", SOURCE, SOURCE, 60_000)).toBeUndefined();
});
