import {
  freeTextParameters,
  type InputRule,
  inputRules,
  type RulePlace,
  ruledHeaders,
} from "#lib/http/input-rules.ts";

const compiled = inputRules.map((rule) => ({ rule, expression: new RegExp(rule.pattern, "i") }));
const freeText = new Set<string>(freeTextParameters);
/** Longer values are read up to here: a rule must not cost more than the request. */
const MOST = 4_000;

/** Percent signs decoded twice, as probes wrap them; what is no valid encoding stays as it is. */
function decoded(text: string): string {
  let result = text.slice(0, MOST);
  for (let round = 0; round < 2; round += 1) {
    try {
      result = decodeURIComponent(result);
    } catch {
      break;
    }
  }
  return result;
}

function find(place: RulePlace, text: string): InputRule | undefined {
  return compiled.find(({ rule, expression }) => rule.place === place && expression.test(text))?.rule;
}

/** The first rule that a request breaks by its path, query or headers; undefined when it breaks none. */
export function matchInputRules(url: URL, headers: Headers): InputRule | undefined {
  const inPath = find("path", decoded(url.pathname));
  if (inPath) return inPath;
  for (const [name, value] of url.searchParams) {
    if (freeText.has(name)) continue;
    const found = find("query", decoded(value)) ?? find("query", decoded(name));
    if (found) return found;
  }
  for (const name of ruledHeaders) {
    const found = find("header", (headers.get(name) ?? "").slice(0, MOST));
    if (found) return found;
  }
  return undefined;
}
