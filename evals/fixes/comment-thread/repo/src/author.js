const DELETED = "[deleted]";

/** The name above a comment. People without a name are shown by their handle, deleted accounts as "[deleted]". */
function displayName(author) {
  if (author.name) return author.name;
  return `@${author.handle}`;
}

/** One or two capital letters for the round picture. */
function initials(name) {
  if (name === DELETED) return "?";
  const words = name.replace(/^@/, "").split(/\s+/);
  const first = words[0][0];
  const last = words.length > 1 ? words[words.length - 1][0] : "";
  return (first + last).toUpperCase();
}

module.exports = { displayName, initials, DELETED };
