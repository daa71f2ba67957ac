const { displayName, initials } = require("../src/author.js");
const { threadView } = require("../src/view.js");

const NOW = "2025-03-07T12:00:00Z";

test("a deleted account has a name and initials", () => {
  expect(displayName(null)).toBe("[deleted]");
  expect(initials(displayName(null))).toBe("?");
});

test("deleted accounts can stand anywhere in a thread", () => {
  const comments = [1, 2, 3, 4].map((id) => ({
    id,
    parentId: id > 1 ? id - 1 : null,
    author: id % 2 === 0 ? null : { handle: `u${id}` },
    text: "x",
    createdAt: `2025-03-07T0${id}:00:00Z`,
  }));
  const names = [];
  const collect = (nodes) => {
    for (const node of nodes) {
      names.push(node.name);
      collect(node.replies);
    }
  };
  const view = threadView(comments, NOW);
  collect(view.comments);
  expect(names).toEqual(["@u1", "[deleted]", "@u3", "[deleted]"]);
  expect(view.count).toBe(4);
});

test("an empty name is no name", () => {
  expect(displayName({ handle: "eve", name: "" })).toBe("@eve");
});

test("all others are shown as before", () => {
  expect(displayName({ handle: "eve", name: "Eve" })).toBe("Eve");
  expect(displayName({ handle: "eve", name: null })).toBe("@eve");
});
