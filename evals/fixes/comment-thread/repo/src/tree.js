/**
 * Nests a flat list of comments by `parentId`; a reply whose parent is missing becomes a comment of its own.
 * Comments and replies are in order of time.
 */
function buildTree(comments) {
  const nodes = new Map();
  const sorted = [...comments].sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  for (const comment of sorted) nodes.set(comment.id, { ...comment, replies: [] });
  const roots = [];
  for (const node of nodes.values()) {
    const parent = nodes.get(node.parentId);
    (parent ? parent.replies : roots).push(node);
  }
  return roots;
}

/** How many comments are in a tree. */
function countComments(nodes) {
  let count = 0;
  for (const node of nodes) count += 1 + countComments(node.replies);
  return count;
}

module.exports = { buildTree, countComments };
