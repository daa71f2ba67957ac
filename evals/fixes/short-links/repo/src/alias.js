const RESERVED = new Set(["admin", "api", "login", "stats"]);

/** Small letters, digits and single hyphens between them, 3 to 24 characters. */
const PATTERN = /^(?=.{3,24})[a-z0-9]+(-[a-z0-9]+)*/;

/** Checks the alias that somebody has chosen. Throws an Error that says what is wrong. */
export function checkAlias(alias) {
  if (!PATTERN.test(alias)) throw new Error(`"${alias}" can't be used as an alias.`);
  if (RESERVED.has(alias)) throw new Error(`"${alias}" is reserved.`);
  return alias;
}
