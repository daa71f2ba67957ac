/** A match from a line such as "Lions - Bears 3:1". */
exports.parseMatch = (line) => {
  const found = /^(.+) - (.+) (\d+):(\d+)$/.exec(line.trim());
  if (!found) throw new Error(`Not a result: ${line}`);
  const [, home, away, homeGoals, awayGoals] = found;
  return { home, away, homeGoals: Number(homeGoals), awayGoals: Number(awayGoals) };
};
