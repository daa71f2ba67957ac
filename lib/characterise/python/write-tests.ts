import type { Case } from "../case.ts";
import type { Call, CharacteriseRequest, SubjectFile } from "../request.ts";

/** "test_total_gives_6_for_3_2": letters, digits and underscores of the case's name. */
export function pythonName(name: string): string {
  const words = name
    .replace(/-(?=[\d.])/g, " minus ")
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .toLowerCase();
  return `test_${words.slice(0, 90).replace(/_+$/, "")}`;
}

/** Strings apart, the names that a text uses. */
const wordsOf = (text: string): string[] =>
  text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, "").match(/(?<![\w.])[A-Za-z_]\w*/g) ?? [];

const callOf = ({ owner, callee, args }: Call): string =>
  `${owner === null ? "" : `${owner}.`}${callee}(${args})`;

function bodyOf({ call, outcome }: Case, unittest: boolean): string[] {
  const wrap = (text: string): string => (outcome.isAsync ? `asyncio.run(${text})` : text);
  const equal = (actual: string, expected: string): string => {
    const single = /^(None|True|False)$/.test(expected);
    if (unittest) return `self.${single ? "assertIs" : "assertEqual"}(${actual}, ${expected})`;
    return `assert ${actual} ${single ? "is" : "=="} ${expected}`;
  };
  switch (outcome.kind) {
    case "throws": {
      const message = `re.escape(${JSON.stringify(outcome.message ?? "")})`;
      const head = unittest
        ? `self.assertRaisesRegex(${outcome.text}, ${message})`
        : `pytest.raises(${outcome.text}, match=${message})`;
      return [`with ${head}:`, `    ${wrap(callOf(call))}`];
    }
    case "items":
      return [equal(`list(${callOf(call)})`, outcome.text)];
    case "fields":
      return [equal(`vars(${wrap(callOf(call))})`, outcome.text)];
    case "state":
      return [
        `subject = ${call.owner}`,
        wrap(`subject.${call.callee}(${call.args})`),
        equal("vars(subject)", outcome.text),
      ];
    case "argument":
      return [
        `given = [${call.args}]`,
        wrap(`${call.callee}(*given)`),
        equal(`given[${outcome.index ?? 0}]`, outcome.text),
      ];
    default:
      return [equal(wrap(callOf(call)), outcome.text)];
  }
}

/** Imports by module, sorted; what the file itself gives comes from its own module. */
function importsOf(entry: SubjectFile, cases: Case[], unittest: boolean, known: ReadonlySet<string>): string {
  const from = new Map<string, Set<string>>();
  const add = (module: string, name: string): void => {
    from.set(module, (from.get(module) ?? new Set()).add(name));
  };
  const plain = new Set<string>();
  for (const { call, outcome } of cases) {
    for (const word of wordsOf(
      `${call.owner ?? ""} ${call.owner === null ? call.callee.split(".")[0] : ""} ${call.args}`,
    ))
      if (known.has(word)) add(entry.pythonModule, word);
      else if (word === "datetime" || word === "decimal") plain.add(word);
    for (const [name, module] of Object.entries(outcome.names ?? {})) add(module, name);
    if (outcome.kind === "throws") plain.add("re");
    if (outcome.isAsync) plain.add("asyncio");
  }
  // A class called `datetime` and the module of that name can't both be there.
  if (plain.has("datetime")) from.get("datetime")?.delete("datetime");
  if (unittest) plain.add("unittest");
  const standard = [...plain].sort().map((name) => `import ${name}`);
  const pytest = !unittest && cases.some(({ outcome }) => outcome.kind === "throws") ? ["import pytest"] : [];
  const named = [...from].filter(([, names]) => names.size > 0).sort(([a], [b]) => a.localeCompare(b));
  const lines = named.map(([module, names]) => `from ${module} import ${[...names].sort().join(", ")}`);
  const own = lines.filter((line) => line.startsWith(`from ${entry.pythonModule} `));
  const others = lines.filter((line) => !own.includes(line));
  return [[...standard, ...others], pytest, own]
    .filter((group) => group.length > 0)
    .map((group) => group.join("\n"))
    .join("\n\n");
}

/** A Python test file that holds the cases. */
export function writePythonTests(
  entry: SubjectFile,
  runner: CharacteriseRequest["runner"],
  known: ReadonlySet<string>,
  cases: Case[],
): string {
  const unittest = runner === "unittest";
  const pad = unittest ? "    " : "";
  const tests = cases.map((one) => {
    const head = `def ${pythonName(one.name)}(${unittest ? "self" : ""}):`;
    return [head, ...bodyOf(one, unittest).map((line) => `    ${line}`)]
      .map((line) => `${pad}${line}`)
      .join("\n");
  });
  const stem = (entry.file.split("/").at(-1) ?? "").replace(/\.py$/, "");
  const className = `${stem.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase())}BehaviourTest`;
  const heading = unittest ? [`class ${className}(unittest.TestCase):`] : [];
  return `${importsOf(entry, cases, unittest, known)}\n\n\n${[...heading, tests.join(unittest ? "\n\n" : "\n\n\n")].join("\n")}\n`;
}
