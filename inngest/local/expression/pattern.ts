import { setFlagsFromString } from "node:v8";

// Gives regular expressions the flag "l". Patterns meet text that anybody can send, and only V8's linear engine
// promises, as the RE2 of the Inngest server does, that no text makes a pattern run for ages.
setFlagsFromString("--enable-experimental-regexp-engine");

const cache = new Map<string, RegExp>();
const cacheSize = 1000;

/**
 * A pattern of `matches`, run in time linear to the text.
 * Throws a SyntaxError for one that isn't valid or can't be run that way: with look-arounds or back references.
 */
export function compilePattern(source: string): RegExp {
  const known = cache.get(source);
  if (known) return known;
  const pattern = new RegExp(source, "l");
  if (cache.size >= cacheSize) cache.clear();
  cache.set(source, pattern);
  return pattern;
}
