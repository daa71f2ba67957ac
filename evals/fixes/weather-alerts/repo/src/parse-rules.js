/**
 * Reads the rules of a region, one per line: "level; from", the wind in km/h from which a level holds.
 * Lines that begin with # are comments.
 */
function parseRules(text) {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [level, from] = line.split(";").map((field) => field.trim());
      return { level, from };
    })
    .sort((a, b) => b.from - a.from);
}

module.exports = { parseRules };
