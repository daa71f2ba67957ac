import { beforeEach, describe, expect, it } from "vitest";
import { codeOf } from "../src/code.js";
import { Links } from "../src/links.js";

const TARGET = "https://talks.example/2025";

describe("links", () => {
  let links;
  beforeEach(() => {
    links = new Links();
  });

  it("get a code", () => {
    expect([links.create(TARGET), links.create(TARGET)]).toEqual(["001", "002"]);
  });

  it("can have an alias", () => {
    expect(links.create(TARGET, "my-talk-2025")).toBe("my-talk-2025");
    expect(links.visit("my-talk-2025")).toBe(TARGET);
  });

  it("refuse an alias that begins or ends with a hyphen", () => {
    expect(() => links.create(TARGET, "-talk")).toThrow("can't be used");
    expect(() => links.create(TARGET, "talk-")).toThrow("can't be used");
  });

  it("refuse an alias with other characters", () => {
    expect(() => links.create(TARGET, "talk/2025")).toThrow('"talk/2025" can\'t be used as an alias.');
    expect(() => links.create(TARGET, "my talk")).toThrow("can't be used");
  });

  it("refuse an alias that is too short or too long", () => {
    expect(() => links.create(TARGET, "ab")).toThrow("can't be used");
    expect(() => links.create(TARGET, "a".repeat(25))).toThrow("can't be used");
  });

  it("refuse a reserved alias", () => {
    expect(() => links.create(TARGET, "admin")).toThrow('"admin" is reserved.');
  });

  it("refuse an alias that is taken", () => {
    links.create(TARGET, "talk");
    expect(() => links.create(TARGET, "talk")).toThrow('"talk" is taken.');
  });

  it("skip a code that was chosen as an alias", () => {
    links.create(TARGET, "001");
    expect(links.create(TARGET)).toBe("002");
  });

  it("count visits", () => {
    links.create(TARGET, "talk");
    links.visit("talk");
    links.visit("talk");
    expect([links.visitsOf("talk"), links.visitsOf("none"), links.visit("none")]).toEqual([2, 0, null]);
  });

  it("lead to web pages only", () => {
    expect(() => links.create("javascript:alert(1)")).toThrow("not allowed");
    expect(() => links.create("talks")).toThrow("is no address");
  });
});

it("codes grow", () => {
  expect([codeOf(31), codeOf(32), codeOf(32 ** 3)]).toEqual(["00z", "010", "1000"]);
});
