import { expect, test } from "vitest";
import { ChessClock } from "../src/clock.ts";

function game(base: number, increment: number) {
  let time = 0;
  const clock = new ChessClock({ base, increment }, () => time);
  clock.start();
  const move = (ms: number) => {
    time += ms;
    clock.press();
  };
  return { clock, move };
}

test("a move at the very last moment counts, one at zero does not", () => {
  const late = game(1000, 500);
  late.move(1000);
  expect([late.clock.flagged, late.clock.remaining("white")]).toEqual(["white", 0]);
  const just = game(1000, 500);
  just.move(999);
  expect([just.clock.flagged, just.clock.remaining("white"), just.clock.turn]).toEqual([null, 501, "black"]);
});

test("the increment of earlier moves counts, the one of this move does not", () => {
  const { clock, move } = game(1000, 500);
  move(200);
  move(100);
  expect([clock.remaining("white"), clock.remaining("black")]).toEqual([1300, 1400]);
  move(1299);
  expect(clock.remaining("white")).toBe(501);
  move(1400);
  expect([clock.flagged, clock.turn]).toEqual(["black", "black"]);
});

test("after the flag nothing changes", () => {
  const { clock, move } = game(1000, 5000);
  move(1500);
  move(100);
  clock.start();
  move(100);
  expect([clock.flagged, clock.running, clock.turn, clock.remaining("white"), clock.remaining("black")]).toEqual([
    "white",
    false,
    "white",
    0,
    1000,
  ]);
});

test("quick moves gain time", () => {
  const { clock, move } = game(1000, 500);
  for (let count = 0; count < 6; count++) move(100);
  expect([clock.remaining("white"), clock.remaining("black")]).toEqual([2200, 2200]);
});
