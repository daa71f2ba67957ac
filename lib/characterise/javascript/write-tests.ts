import { posix } from "node:path";
import { child, children, text } from "../../repair/syntax/node.ts";
import { parseText } from "../../repair/syntax/source.ts";
import type { Case } from "../case.ts";
import type { CharacteriseRequest, SubjectFile } from "../request.ts";
import { exportedOf } from "./exported.ts";

/** Names that a text uses. */
const wordsOf = (source: string): Set<string> => new Set(source.match(/[A-Za-z_$][\w$]*/g) ?? []);

/** Everything that a file gives to others, with how: functions, classes, enums and constants. */
function importable(file: string, source: string): Map<string, "named" | "default"> {
  const ast = parseText(file, source);
  const found = new Map<string, "named" | "default">(
    exportedOf(ast, file).map(({ name, how }) => [name, how]),
  );
  for (const statement of children(ast, "body")) {
    const declaration =
      statement.type === "ExportNamedDeclaration" ? child(statement, "declaration") : undefined;
    const id = declaration && child(declaration, "id");
    if (id && !/^TS(Interface|TypeAlias)/.test(declaration.type))
      found.set(text(id, "name"), found.get(text(id, "name")) ?? "named");
  }
  return found;
}

function subjectImport(
  entry: SubjectFile,
  names: string[],
  exported: Map<string, "named" | "default">,
): string {
  const relative = posix.relative(posix.dirname(entry.testPath), entry.file);
  const whole = relative.startsWith(".") ? relative : `./${relative}`;
  const path = JSON.stringify(entry.extension ? whole : whole.replace(/\.[cm]?[jt]sx?$/, ""));
  const named = names.filter((name) => exported.get(name) === "named").sort();
  const [whole1] = names.filter((name) => exported.get(name) === "default");
  const list = named.length > 0 ? `{ ${named.join(", ")} }` : "";
  if (entry.module === "commonjs") {
    const lines = [
      ...(whole1 ? [`const ${whole1} = require(${path});`] : []),
      ...(list ? [`const ${list} = require(${path});`] : []),
    ];
    return lines.join("\n");
  }
  return `import ${[whole1, list].filter(Boolean).join(", ")} from ${path};`;
}

function runnerImports(entry: SubjectFile, runner: CharacteriseRequest["runner"], code: string): string[] {
  const from = (what: string, module: string): string =>
    entry.module === "commonjs"
      ? `const ${what} = require("${module}");`
      : `import ${what} from "${module}";`;
  const used = (name: string): boolean => new RegExp(`\\b${name}[.(]`).test(code);
  switch (runner) {
    case "node:test":
      return [
        from("assert", "node:assert/strict"),
        from(entry.word === "it" ? "{ it }" : "test", "node:test"),
      ];
    case "vitest":
      return [from(`{ expect, ${entry.word} }`, "vitest")];
    case "jest":
      return entry.jestGlobals ? [from(`{ expect, ${entry.word} }`, "@jest/globals")] : [];
    default:
      return [
        entry.chai ? from("{ expect }", "chai") : used("assert") ? from("assert", "node:assert/strict") : "",
      ].filter(Boolean);
  }
}

const isPrimitive = (literal: string): boolean => !/^[[{]|^new /.test(literal);

/** A string with as few escapes as can be. */
const quoted = (name: string): string =>
  name.includes('"') && !/['\\]/.test(name) ? `'${name}'` : JSON.stringify(name);

/** How an assertion of a runner is written. */
interface Assertions {
  equal(actual: string, expected: string): string;
  throws(call: string, name: string, message: string, isAsync: boolean): string;
}

const nodeAssertions: Assertions = {
  equal: (actual, expected) =>
    `assert.${isPrimitive(expected) ? "equal" : "deepEqual"}(${actual}, ${expected});`,
  throws: (call, name, message, isAsync) =>
    `${isAsync ? "await assert.rejects(async () => " : "assert.throws(() => "}${call}, { name: ${JSON.stringify(name)}, message: ${JSON.stringify(message)} });`,
};

const expectAssertions: Assertions = {
  equal: (actual, expected) =>
    `expect(${actual}).${isPrimitive(expected) ? "toBe" : "toEqual"}(${expected});`,
  throws: (call, name, message, isAsync) => {
    const wanted = `expect.objectContaining({ name: ${JSON.stringify(name)}, message: ${JSON.stringify(message)} })`;
    return isAsync
      ? `await expect((async () => ${call})()).rejects.toEqual(${wanted});`
      : `expect(() => ${call}).toThrow(${wanted});`;
  },
};

const chaiAssertions: Assertions = {
  equal: (actual, expected) =>
    `expect(${actual}).to.${isPrimitive(expected) ? "equal" : "deep.equal"}(${expected});`,
  throws: (call, _, message, isAsync) =>
    isAsync
      ? `const error = await (async () => ${call})().then(() => null, (reason) => reason);\nexpect(error?.message).to.equal(${JSON.stringify(message)});`
      : `expect(() => ${call}).to.throw(${JSON.stringify(message)});`,
};

/** The lines of one test. */
function bodyOf({ call, outcome }: Case, assertions: Assertions): string[] {
  const isAsync = outcome.isAsync === true;
  const wait = isAsync ? "await " : "";
  const owner = call.owner;
  const invoke = (holder: string): string => `${holder}(${call.args})`;
  const whole = owner === null ? invoke(call.callee) : invoke(`${owner}.${call.callee}`);
  switch (outcome.kind) {
    case "throws":
      return assertions.throws(whole, outcome.text, outcome.message ?? "", isAsync).split("\n");
    case "items":
      return [assertions.equal(`[...${wait}${whole}]`, outcome.text)];
    case "fields":
      return [assertions.equal(`{ ...${isAsync ? `(await ${whole})` : whole} }`, outcome.text)];
    case "state":
      return [
        `const subject = ${owner};`,
        `${wait}${invoke(`subject.${call.callee}`)};`,
        assertions.equal("{ ...subject }", outcome.text),
      ];
    case "argument":
      return [
        `const given = [${call.args}];`,
        `${wait}${owner === null ? call.callee : `${owner}.${call.callee}`}(...given);`,
        assertions.equal(`given[${outcome.index ?? 0}]`, outcome.text),
      ];
    default:
      return [assertions.equal(`${wait}${whole}`, outcome.text)];
  }
}

/** A test file that holds the cases, in the runner and style of the repository's own. */
export function writeTestFile(
  entry: SubjectFile,
  runner: CharacteriseRequest["runner"],
  source: string,
  cases: Case[],
): string {
  const assertions =
    runner === "vitest" || runner === "jest"
      ? expectAssertions
      : runner === "mocha" && entry.chai
        ? chaiAssertions
        : nodeAssertions;
  const word = runner === "mocha" ? "it" : entry.word;
  const tests = cases.map((one) => {
    const lines = bodyOf(one, assertions).map((line) => `  ${line}`);
    const awaits = lines.some((line) => line.includes("await ")) ? "async " : "";
    return `${word}(${quoted(one.name)}, ${awaits}() => {\n${lines.join("\n")}\n});`;
  });
  const body = tests.join("\n\n");
  const exported = importable(entry.file, source);
  const words = wordsOf(
    cases
      .map(({ call }) => `${call.owner ?? ""} ${call.owner === null ? call.callee : ""} ${call.args}`)
      .join(" "),
  );
  const names = [...exported.keys()].filter((name) => words.has(name));
  const stem = posix.basename(entry.file).replace(/\.[^.]+$/, "");
  const code =
    runner === "mocha"
      ? `describe(${JSON.stringify(`${stem}: present behaviour`)}, () => {\n${body.replace(/^(?=.)/gm, "  ")}\n});`
      : body;
  const imports = [...runnerImports(entry, runner, code), subjectImport(entry, names, exported)];
  const requoted = imports.map((line) => (entry.quote === "'" ? line.replaceAll('"', "'") : line));
  return `${requoted.join("\n")}\n\n${code}\n`;
}
