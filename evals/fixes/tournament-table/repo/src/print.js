/** A table as text: rank, team, matches, goals, points. */
exports.printTable = (rows) =>
  rows
    .map(({ rank, team, played, scored, conceded, points }) => `${rank}. ${team} ${played} ${scored}:${conceded} ${points}`)
    .join("\n");
