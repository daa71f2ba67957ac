const difference = (row) => row.scored - row.conceded;

/** Points, then goal difference, then goals scored; teams that are equal in all of them go by name. */
function compareRows(a, b) {
  if (a.points !== b.points) return b.points - a.points;
  if (difference(a) !== difference(b)) return difference(b) - difference(a);
  if (a.scored !== b.scored) return a.scored - b.scored;
  return a.team.localeCompare(b.team);
}

const isLevel = (a, b) => a.points === b.points && difference(a) === difference(b) && a.scored === b.scored;

/** The rows from the best to the last, with their rank. Teams that only differ by name share a rank. */
exports.rank = (rows) => {
  const ranked = [];
  for (const row of [...rows].sort(compareRows)) {
    const above = ranked.at(-1);
    const rank = above && isLevel(above, row) ? above.rank : ranked.length + 1;
    ranked.push({ ...row, rank });
  }
  return ranked;
};
