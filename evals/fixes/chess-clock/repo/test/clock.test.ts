import { beforeEach, describe, expect, it } from "vitest";
import { ChessClock } from "../src/clock.ts";
import { parseControl } from "../src/control.ts";
import { display, displayOf } from "../src/display.ts";

let time = 0;
const clockOf = (control: string) => new ChessClock(parseControl(control), () => time);
const pass = (seconds: number) => {
  time += seconds * 1000;
};

beforeEach(() => {
  time = 1_000_000;
});

describe("chess clock", () => {
  it("reads time controls", () => {
    expect(parseControl("5+3")).toEqual({ base: 300_000, increment: 3000 });
    expect(parseControl("10")).toEqual({ base: 600_000, increment: 0 });
    expect(() => parseControl("fast")).toThrow("Not a time control");
  });

  it("runs for the player to move", () => {
    const clock = clockOf("5");
    clock.start();
    pass(12);
    expect([clock.remaining("white"), clock.remaining("black")]).toEqual([288_000, 300_000]);
  });

  it("switches sides", () => {
    const clock = clockOf("5");
    clock.start();
    pass(10);
    clock.press();
    pass(20);
    expect([displayOf(clock, "white"), displayOf(clock, "black")]).toEqual(["4:50", "4:40"]);
  });

  it("adds the increment after a move", () => {
    const clock = clockOf("5+3");
    clock.start();
    pass(10);
    clock.press();
    expect(clock.remaining("white")).toBe(293_000);
  });

  it("lets a player lose who presses after the time was up", () => {
    const clock = clockOf("1+5");
    clock.start();
    pass(62);
    clock.press();
    expect(clock.flagged).toBe("white");
    expect(displayOf(clock, "white")).toBe("flag");
    expect(clock.turn).toBe("white");
  });

  it("lets a player lose without increment", () => {
    const clock = clockOf("1");
    clock.start();
    clock.press();
    pass(61);
    clock.press();
    expect(clock.flagged).toBe("black");
  });

  it("stands still in a pause", () => {
    const clock = clockOf("5");
    clock.start();
    pass(5);
    clock.pause();
    pass(500);
    clock.start();
    pass(5);
    expect(clock.remaining("white")).toBe(290_000);
  });

  it("is not switched while it stands still", () => {
    const clock = clockOf("5+3");
    clock.press();
    expect([clock.turn, clock.remaining("white")]).toEqual(["white", 300_000]);
  });

  it("shows tenths at the end", () => {
    expect([display(65_400), display(20_000), display(19_960), display(0)]).toEqual(["1:05", "0:20", "0:19.9", "0:00.0"]);
  });
});
