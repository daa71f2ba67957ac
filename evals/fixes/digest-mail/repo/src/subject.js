/** Subject of a digest: who wrote, and how much. */
export function subjectOf({ thread, comments }) {
  const authors = [...new Set(comments.map(({ author }) => author))];
  const names = authors.length > 2 ? `${authors[0]} and ${authors.length - 1} others` : authors.join(" and ");
  return `${names} on "${thread}" (${comments.length})`;
}
