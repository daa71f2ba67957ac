const { parseMatch } = require("./match.js");
const { rank } = require("./rank.js");
const { addMatch, newRow } = require("./row.js");

/** The table of a league after the matches; teams that have not played yet are in it. */
exports.tableOf = (teams, lines) => {
  const rows = new Map(teams.map((team) => [team, newRow(team)]));
  for (const { home, away, homeGoals, awayGoals } of lines.map(parseMatch)) {
    if (!rows.has(home) || !rows.has(away)) throw new Error(`${home} - ${away} is no match of this league.`);
    addMatch(rows.get(home), homeGoals, awayGoals);
    addMatch(rows.get(away), awayGoals, homeGoals);
  }
  return rank([...rows.values()]);
};
