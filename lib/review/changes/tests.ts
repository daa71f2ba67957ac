import type { FileChange } from "../file-change.ts";
import type { Hit } from "../finding.ts";

const TEST_FILE =
  /(^|\/)(tests?|__tests__|spec)\/|\.(test|spec)\.[cm]?[jt]sx?$|(^|\/)(test_[^/]*|[^/]*_test)\.py$/;

export const isTestFile = (path: string): boolean => TEST_FILE.test(path);

const TITLE =
  /\b(it|test|describe|suite|context|xit|xtest|xdescribe|fit|fdescribe)((?:\.\w+)*)\(\s*(["'`])((?:\\.|(?!\3).)*)\3|^[ \t]*(?:async )?def (test_\w+)/gm;
const ASSERTION =
  /\b(?:expect|assert(?:\.\w+)?|assert\w*|self\.assert\w+|self\.fail\w*|t\.(?:is|equal|deepEqual|throws))\s*\(|^\s*assert\s/gm;
const WEAK =
  /\.(?:not\.)?(toBeDefined|toBeTruthy|toBeFalsy|not\.toThrow)\(\)|\bassert\.ok\(true\)|\bassert True\b|\bexpect\(true\)\.toBe\(true\)/g;

const places = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: match[0],
  }));

interface WrittenTest {
  start: number;
  body: string;
  mode: "runs" | "silent" | "only";
  /** A group of tests and no test of its own. */
  group: boolean;
}

const OFF = /@(?:pytest\.mark|unittest)\.(?:skip\w*|xfail)/;

/** How a test stands in its file: it runs, it is left out, or it alone runs. */
function modeOf(word: string, modifiers: string, above: string, body: string): WrittenTest["mode"] {
  if (/\.only\b/.test(modifiers) || /^f(it|describe)$/.test(word)) return "only";
  const option = /\{[^{}\n]*\b(?:skip|todo):\s*true/.test(body.split("\n")[0] ?? "");
  const called = /^\s*(?:pytest\.(?:skip|xfail)\(|self\.skipTest\()/m.test(
    body.split("\n").slice(0, 4).join("\n"),
  );
  return /\.(skip|todo)\b/.test(modifiers) ||
    /^x(it|test|describe)$/.test(word) ||
    option ||
    called ||
    OFF.test(above)
    ? "silent"
    : "runs";
}

/** Tests by title with the source of each, up to the next one. Titles with values put in are left out. */
function testsOf(text: string): Map<string, WrittenTest> {
  const starts = [...text.matchAll(TITLE)];
  const tests = starts.map((match, index) => {
    const [, word = "", modifiers = "", quote, title, python] = match;
    const body = text.slice(match.index, starts[index + 1]?.index);
    const above =
      /(?:^[ \t]*@.*\n)+[ \t]*$/m.exec(text.slice(Math.max(0, match.index - 400), match.index))?.[0] ?? "";
    const name = quote === "`" && title?.includes("${") ? "" : (title ?? python ?? "");
    const group = /^(x|f)?(describe|suite|context)$/.test(word);
    return [name, { start: match.index, body, mode: modeOf(word, modifiers, above, body), group }] as const;
  });
  return new Map(tests.filter(([name]) => name !== ""));
}

/** Titles of all tests of a text, for the question whether one was only moved. */
export const titlesOf = (text: string): string[] => [...testsOf(text).keys()];

function silenced(old: Map<string, WrittenTest>, now: Map<string, WrittenTest>): Hit[] {
  return [...now].flatMap(([title, { start, mode }]) => {
    const was = old.get(title)?.mode;
    if (mode === "runs" || was === mode || (mode === "silent" && was !== "runs")) return [];
    const harm =
      mode === "only"
        ? `Only "${title.slice(0, 60)}" runs from now on: every other test of the file is left out, and the suite passes whatever they would find.`
        : `"${title.slice(0, 60)}" does not run any more: what it guards can break and the suite stays green.`;
    return [{ start, end: start + 1, harm, confidence: 0.9 }];
  });
}

function weakened(
  old: Map<string, WrittenTest>,
  now: Map<string, WrittenTest>,
  moved: ReadonlySet<string>,
): Hit[] {
  const hits: Hit[] = [];
  const counting = (tests: Map<string, WrittenTest>) =>
    [...tests].filter(([, { group, mode }]) => !group && mode !== "silent");
  const gone = counting(old).filter(([title]) => !now.has(title) && !moved.has(title));
  const come = counting(now).filter(([title]) => !old.has(title));
  const lost = gone.length - come.length;
  if (lost > 0)
    hits.push({
      start: 0,
      end: 1,
      confidence: 0.75,
      harm: `${lost === 1 ? "A test was" : `${lost} tests were`} taken out ("${gone[0]?.[0].slice(0, 80)}"): what it guarded can break unseen.`,
    });
  for (const [title, { start, body, group }] of now) {
    const was = old.get(title)?.body;
    if (was === undefined || was === body || group) continue;
    const fewer = places(was, ASSERTION).length - places(body, ASSERTION).length;
    const weaker = places(body, WEAK).length - places(was, WEAK).length;
    const none = places(was, ASSERTION).length > 0 && places(body, ASSERTION).length === 0;
    if (!none && weaker <= 0 && (fewer <= 0 || body.length >= was.length)) continue;
    const harm =
      fewer > 0
        ? `${fewer === 1 ? "An assertion of this test was" : `${fewer} assertions of this test were`} taken out: it passes for results that failed before.`
        : "The assertion only asks whether there is a result: a wrong one passes now.";
    hits.push({ start, end: start + 1, harm, confidence: 0.7 });
  }
  return hits;
}

/** Tests that say less than they did; `moved` are titles that stand in other files of the change now. */
export function weakenedTests(
  { path, before, after }: FileChange,
  moved: ReadonlySet<string>,
): (Hit & { rule: string })[] {
  if (!isTestFile(path)) return [];
  const old = testsOf(before?.text ?? "");
  const now = testsOf(after.text);
  return [
    ...silenced(old, now).map((hit) => ({ ...hit, rule: "test-silenced" })),
    ...(before ? weakened(old, now, moved) : []).map((hit) => ({ ...hit, rule: "test-weakened" })),
  ];
}
