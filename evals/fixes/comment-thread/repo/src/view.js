const { displayName, initials } = require("./author.js");
const { ageOf } = require("./age.js");
const { buildTree, countComments } = require("./tree.js");

/** What the page shows of a comment and its replies. */
function toView(node, now) {
  const name = displayName(node.author);
  return {
    id: node.id,
    name,
    initials: initials(name),
    age: ageOf(node.createdAt, now),
    text: node.text,
    replies: node.replies.map((reply) => toView(reply, now)),
  };
}

/** The thread below an article, with the number of all its comments. */
function threadView(comments, now) {
  const tree = buildTree(comments);
  return { count: countComments(tree), comments: tree.map((node) => toView(node, now)) };
}

module.exports = { threadView };
