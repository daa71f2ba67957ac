/** An empty row of the table. */
exports.newRow = (team) => ({ team, played: 0, won: 0, drawn: 0, lost: 0, scored: 0, conceded: 0, points: 0 });

/** Adds a match to the row of a team. */
exports.addMatch = (row, scored, conceded) => {
  row.played += 1;
  row.scored += scored;
  row.conceded += conceded;
  if (scored > conceded) {
    row.won += 1;
    row.points += 3;
  } else if (scored === conceded) {
    row.drawn += 1;
    row.points += 1;
  } else {
    row.lost += 1;
  }
};
