const { displayName, initials } = require("../src/author.js");
const { ageOf } = require("../src/age.js");
const { threadView } = require("../src/view.js");

const NOW = "2025-03-07T12:00:00Z";
const ada = { handle: "ada", name: "Ada King Lovelace" };
const comment = (id, changes = {}) => ({ id, parentId: null, author: ada, text: `text ${id}`, createdAt: "2025-03-07T11:00:00Z", ...changes });

describe("authors", () => {
  test("are shown by name or handle", () => {
    expect(displayName(ada)).toBe("Ada King Lovelace");
    expect(displayName({ handle: "bob" })).toBe("@bob");
  });

  test("have initials of first and last name", () => {
    expect(initials("Ada King Lovelace")).toBe("AL");
    expect(initials("@bob")).toBe("B");
  });
});

describe("age", () => {
  test.each([
    ["2025-03-07T11:59:30Z", "30 s"],
    ["2025-03-07T11:48:00Z", "12 min"],
    ["2025-03-07T00:00:00Z", "12 h"],
    ["2025-02-28T12:00:00Z", "7 d"],
  ])("of %s is %s", (createdAt, expected) => {
    expect(ageOf(createdAt, NOW)).toBe(expected);
  });
});

describe("thread", () => {
  test("nests replies", () => {
    const { count, comments } = threadView([comment(1), comment(2, { parentId: 1 }), comment(3)], NOW);
    expect(count).toBe(3);
    expect(comments.map(({ id, replies }) => [id, replies.map((reply) => reply.id)])).toEqual([[1, [2]], [3, []]]);
  });

  test("is in order of time", () => {
    const { comments } = threadView([comment(1), comment(2, { createdAt: "2025-03-06T11:00:00Z" })], NOW);
    expect(comments.map(({ id }) => id)).toEqual([2, 1]);
  });

  test("keeps replies to what is gone", () => {
    expect(threadView([comment(5, { parentId: 4 })], NOW).comments).toHaveLength(1);
  });

  test("shows comments of deleted accounts", () => {
    const { comments } = threadView([comment(1, { author: null }), comment(2, { parentId: 1 })], NOW);
    expect(comments[0]).toMatchObject({ name: "[deleted]", initials: "?", text: "text 1" });
    expect(comments[0].replies[0].name).toBe("Ada King Lovelace");
  });

  test("can be empty", () => {
    expect(threadView([], NOW)).toEqual({ count: 0, comments: [] });
  });
});
