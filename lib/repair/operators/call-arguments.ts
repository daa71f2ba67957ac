import type { Site } from "./site.ts";

const MAX_PER_PARAMETER = 4;
const MAX_LISTS = 12;

/** What in sight is called like a parameter: a variable, a field, a variable with a longer or shorter name. */
function namedLike(site: Site, param: string): string[] {
  const found: string[] = [];
  const near = site.variables.filter(({ kind, binding }) => kind !== "function" && binding.kind !== "import");
  for (const { name } of near) if (name === param) found.push(name);
  for (const { name, seen } of near.slice(0, 10))
    if (Object.hasOwn(seen?.fields ?? {}, param)) found.push(`${name}.${param}`);
  for (const { name, kind } of near.slice(0, 10)) {
    const [a, b] = [name.toLowerCase(), param.toLowerCase()];
    if (name === param || Math.min(a.length, b.length) < 3 || !(a.startsWith(b) || b.startsWith(a))) continue;
    found.push(name, ...(kind === "number" ? [`${name} + 1`, `${name} - 1`] : []));
  }
  return found;
}

/**
 * Lists of arguments for a function with these parameters, most likely first. A parameter that nothing in sight is
 * called like gets the nearest variables when it is the only one; otherwise there is no list.
 */
export function argumentLists(site: Site, params: readonly string[]): string[] {
  const choices = params.map((param) => {
    const named = namedLike(site, param);
    if (named.length > 0 || params.length > 1) return named.slice(0, MAX_PER_PARAMETER);
    return site.variables
      .filter(({ kind, binding }) => kind !== "function" && /parameter|variable|constant/.test(binding.kind))
      .slice(0, MAX_PER_PARAMETER)
      .map(({ name }) => name);
  });
  let lists: string[][] = [[]];
  for (const options of choices)
    lists = lists.flatMap((list) => options.map((option) => [...list, option])).slice(0, MAX_LISTS);
  return params.length === 0 ? [] : lists.map((list) => list.join(", "));
}
