import { z } from "zod";
import { checkDocument } from "#lib/domain/documents/check-document.ts";
import { addOption, findOptions } from "#lib/domain/documents/find-options.ts";
import { placeApiSection, writeApiSection } from "#lib/domain/documents/write-api-section.ts";
import { addFaqEntry } from "#lib/domain/documents/write-faq-entry.ts";
import type { DocsOrder } from "#lib/domain/goals/read-docs-goal.ts";
import { defineTool, type ToolContext, ToolError } from "./define-tool.ts";
import { readApi } from "./read-api.ts";
import { readRepositoryFacts } from "./repository-facts.ts";
import { type ExampleRun, runExamples } from "./run-examples.ts";
import { writeChanges } from "./write-changes.ts";

type Facts = Awaited<ReturnType<typeof readRepositoryFacts>>;

interface Result {
  texts: Map<string, string>;
  done: string[];
  open: string[];
  examples: ExampleRun[];
}

const none = (): Result => ({ texts: new Map(), done: [], open: [], examples: [] });

/** The document that is meant: the named one, else the README. A ToolError asks when there is none. */
function documentOf(facts: Facts, document: string | null, otherwise = /^readme\.md$/i): string {
  const all = facts.editable;
  const found = document
    ? all.filter(
        (path) =>
          path === document || path.endsWith(`/${document}`) || path.toLowerCase() === document.toLowerCase(),
      )
    : all.filter((path) => otherwise.test(path));
  if (found.length === 1 && found[0]) return found[0];
  if (found.length > 1)
    throw new ToolError(`There are several: ${found.join(", ")}. Which document is meant?`);
  throw new ToolError(
    `There is no document ${document ?? "README.md"}. There are: ${all.slice(0, 8).join(", ") || "none"}. Which one is meant?`,
  );
}

const check = (facts: Facts, { document }: Extract<DocsOrder, { kind: "check" }>): Result => {
  const result = none();
  const paths = document ? [documentOf(facts, document)] : facts.editable;
  for (const path of paths) {
    const text = facts.documents.get(path) ?? "";
    const checked = checkDocument(facts, path, text);
    if (checked.text !== text) result.texts.set(path, checked.text);
    result.done.push(...checked.fixed);
    result.open.push(...checked.open);
  }
  return result;
};

function renameIn(facts: Facts, order: Extract<DocsOrder, { kind: "name" }>): Result {
  const { name, document } = order;
  const now = order.now ?? facts.renames.names.get(name) ?? null;
  if (now === null)
    throw new ToolError(`The history does not say what ${name} is called now. What is its new name?`);
  if (!now.split(".").every((part) => facts.words.has(part)))
    throw new ToolError(`Nothing in the repository is called ${now}. What is the new name of ${name}?`);
  if (facts.words.has(name))
    throw new ToolError(
      `The code still has something called ${name}: it was not renamed everywhere. Which of its mentions is old?`,
    );
  const result = none();
  const word = new RegExp(`(?<![\\w$])${name.replace(/[.$]/g, "\\$&")}(?![\\w$])`, "g");
  for (const path of document ? [documentOf(facts, document)] : facts.editable) {
    const text = facts.documents.get(path) ?? "";
    const changed = text.replace(word, () => now);
    if (changed === text) continue;
    result.texts.set(path, changed);
    result.done.push(`${path}: ${name} is called ${now} now, ${[...text.matchAll(word)].length} times.`);
  }
  return result;
}

function describeApi(facts: Facts, { file, document }: Extract<DocsOrder, { kind: "api" }>): Result {
  const source = facts.sources.get(file);
  if (source === undefined) throw new ToolError(`There is no file ${file}. Which one is to be documented?`);
  const entries = readApi(file, source);
  if (entries.length === 0) throw new ToolError(`${file} gives nothing to others that could be documented.`);
  const path =
    document && !facts.documents.has(document) && !facts.editable.some((one) => one.endsWith(`/${document}`))
      ? document
      : documentOf(facts, document);
  const language = file.endsWith(".py") ? "python" : /\.[cm]?tsx?$/.test(file) ? "ts" : "js";
  const section = writeApiSection(file, entries, language);
  const result = none();
  result.texts.set(path, placeApiSection(facts.documents.get(path) ?? "", file, section));
  result.done.push(`${path}: ${entries.length} exports of ${file} with their signatures and comments.`);
  const silent = entries.filter(({ description }) => description === "").map(({ name }) => name);
  if (silent.length > 0)
    result.open.push(
      `No comment says what these do, so only their signatures stand there: ${silent.join(", ")}.`,
    );
  return result;
}

function describeOption(facts: Facts, { option, document }: Extract<DocsOrder, { kind: "option" }>): Result {
  const path = documentOf(facts, document);
  const declared = [...facts.sources].flatMap(([file, text]) =>
    findOptions(text).map((one) => ({ ...one, file })),
  );
  const found = declared.find(({ name }) => name === option);
  if (!found)
    throw new ToolError(
      `No command declares the option ${option} in a way that can be read. There are: ${
        declared
          .map(({ name }) => name)
          .slice(0, 10)
          .join(", ") || "none"
      }. What does it do?`,
    );
  if (found.help === "")
    throw new ToolError(`${found.file} declares ${option} and does not say what it does. What does it do?`);
  const text = facts.documents.get(path) ?? "";
  if (new RegExp(`${option}(?![\\w-])`).test(text))
    return { ...none(), open: [`${path} mentions ${option} already.`] };
  const changed = addOption(text, found);
  if (changed === null)
    throw new ToolError(`${path} lists no options that ${option} could stand beside. Where does it belong?`);
  return {
    ...none(),
    texts: new Map([[path, changed]]),
    done: [`${path}: the option ${option} with the help that ${found.file} gives.`],
  };
}

async function answer(
  { sandbox }: ToolContext,
  facts: Facts,
  order: Extract<DocsOrder, { kind: "faq" }>,
): Promise<Result> {
  const { question, answer: text, document } = order;
  if (question === "" || text === "")
    throw new ToolError('An entry needs a question and its answer. Write "Q: …" and "A: …".');
  const faq = facts.editable.find((path) => /(^|\/)faq\.md$/i.test(path));
  const path = document ? documentOf(facts, document) : (faq ?? documentOf(facts, null));
  const examples = await runExamples(sandbox, text);
  const failed = examples.find(({ exitCode }) => exitCode !== 0);
  if (failed)
    throw new ToolError(
      `An example of the answer does not run (\`${failed.command}\`, exit code ${failed.exitCode ?? "none"}): ${failed.output.trim().slice(-300)} What should it be?`,
    );
  const title = /[?]$/.test(question) ? question : `${question[0]?.toUpperCase() ?? ""}${question.slice(1)}`;
  const changed = addFaqEntry(facts.documents.get(path) ?? "", { question: title, answer: text });
  return {
    texts: new Map([[path, changed]]),
    done: [`${path}: an entry "${title}" with the words of the goal.`],
    open: [],
    examples,
  };
}

async function carryOut(context: ToolContext, facts: Facts, order: DocsOrder): Promise<Result> {
  switch (order.kind) {
    case "check":
      return check(facts, order);
    case "name":
      return renameIn(facts, order);
    case "api":
      return describeApi(facts, order);
    case "option":
      return describeOption(facts, order);
    case "faq":
      return answer(context, facts, order);
  }
}

const document = z.string().max(500).nullable();
const order = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("check"), document }),
  z.object({
    kind: z.literal("name"),
    name: z.string().max(200),
    now: z.string().max(200).nullable(),
    document,
  }),
  z.object({ kind: z.literal("api"), file: z.string().max(500), document }),
  z.object({ kind: z.literal("option"), option: z.string().max(100), document }),
  z.object({
    kind: z.literal("faq"),
    question: z.string().max(500),
    answer: z.string().max(20_000),
    document,
  }),
]);

export const updateDocs = defineTool({
  name: "update_docs",
  description:
    "Updates Markdown documents by what can be proven, without a model: links, names and scripts that the history renamed, an API section from declarations and comments, an option from the help of its command, a FAQ entry in the words that are given, with its examples run. Asks for what is missing.",
  risk: "medium",
  input: z.object({ order }),
  async execute(context, input) {
    const facts = await readRepositoryFacts(context);
    const { texts, done, open, examples } = await carryOut(context, facts, input.order);
    const after = {
      ...facts,
      documents: new Map([...facts.documents, ...texts]),
      paths: new Set([...facts.paths, ...texts.keys()]),
    };
    const checked = [...texts].map(([path, text]) => {
      const result = checkDocument(after, path, text);
      const known = checkDocument(facts, path, facts.documents.get(path) ?? "").open;
      const count = (list: string[]) => list.map((one) => one.replace(/^\S+?:\d+: /, ""));
      const fresh = count(result.open).filter((one) => !count(known).includes(one));
      return { path, links: result.links, names: result.names, broken: fresh };
    });
    const changed = [...texts].map(([path, content]) => ({ path, content }));
    const written = changed.length > 0 ? await writeChanges(context, changed, "Update the documents") : null;
    return {
      done: done.slice(0, 100),
      open: open.slice(0, 100),
      checked,
      examples: examples.map(({ language, command, exitCode, text }) => ({
        language,
        command,
        exitCode,
        text,
      })),
      looked: facts.editable.length,
      checkpoint: written?.checkpoint ?? context.workspace.head,
      changed: changed.map(({ path }) => path),
    };
  },
  checkpoint: (output) => output.checkpoint,
});
