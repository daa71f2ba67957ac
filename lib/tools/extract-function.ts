import { z } from "zod";
import { hover } from "#lib/language-servers/protocol.ts";
import { parseText } from "#lib/repair/syntax/source.ts";
import { defineTool, type ToolContext, ToolError } from "./define-tool.ts";
import { type Extraction, planExtraction } from "./extraction.ts";
import { askLanguage } from "./language-question.ts";
import { writeChanges } from "./write-changes.ts";

const MAX_CHARACTERS = 400_000;
const LONGEST_TYPE = 300;

interface Draft {
  source: string;
  name: string;
  plan: Extraction;
  /** TypeScript types of the inputs; empty for JavaScript. */
  types: Map<string, string>;
}

/** The type that a hover gives for a name: "(parameter) lines: Line[]", "const sum: number". */
function typeIn(shown: string, name: string): string | null {
  const line = shown.replace(/```\w*\n?/g, "").split("\n\n")[0] ?? "";
  const at = line.indexOf(`${name}: `);
  const type =
    at < 0
      ? ""
      : line
          .slice(at + name.length + 2)
          .replace(/\s+/g, " ")
          .trim();
  return type === "" || type.length > LONGEST_TYPE || type.includes("...") ? null : type;
}

async function typesOf(
  { sandbox }: ToolContext,
  path: string,
  source: string,
  plan: Extraction,
): Promise<Map<string, string>> {
  const types = new Map<string, string>();
  if (!/\.[cm]?tsx?$/.test(path)) return types;
  await askLanguage(sandbox, path, async (server) => {
    await server.open(path);
    for (const { name, at } of plan.inputs) {
      const before = source.slice(0, at).split("\n");
      const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
      const type = typeIn(await server.ask(hover, "textDocument/hover", { position }, path), name);
      if (!type)
        throw new ToolError(
          `The type of ${name} can't be told, so the new function can't say what it takes.`,
        );
      types.set(name, type);
    }
  });
  return types;
}

/** Lines moved to the left by what they have in common, then to the right by `indent`. */
function reindent(text: string, indent: string): string {
  const lines = text.split("\n");
  const depth = Math.min(
    ...lines.filter((line) => line.trim() !== "").map((line) => /^\s*/.exec(line)?.[0].length ?? 0),
  );
  return lines.map((line) => (line.trim() === "" ? "" : indent + line.slice(depth))).join("\n");
}

function outputsOf({ made, written }: Extraction): { give: string | null; take: string } {
  const names = [...made.map(({ name }) => name), ...written];
  if (names.length === 0) return { give: null, take: "" };
  if (made.length > 0 && written.length > 0)
    throw new ToolError(
      `The lines make ${made[0]?.name} and change ${written[0]}, which are both used afterwards: one function can't give both simply.`,
    );
  const keyword = made.some(({ reassigned }) => reassigned) ? "let " : "const ";
  const [only] = names;
  if (names.length === 1) return { give: only ?? "", take: `${made.length > 0 ? keyword : ""}${only} = ` };
  const list = `{ ${names.join(", ")} }`;
  return { give: list, take: made.length > 0 ? `${keyword}${list} = ` : `(${list} = ` };
}

/** The file with the lines in a function of their own, after the statement that held them. */
export function writeExtraction({ source, name, plan, types }: Draft): string {
  const { give, take } = outputsOf(plan);
  const lineStart = source.lastIndexOf("\n", plan.start) + 1;
  const indent = source.slice(lineStart, plan.start);
  const unit = /^\t/m.test(source) ? "\t" : (/^( +)\S/m.exec(source)?.[1] ?? "  ");
  const parameters = plan.inputs.map((one) =>
    types.has(one.name) ? `${one.name}: ${types.get(one.name)}` : one.name,
  );
  const semicolon = /;\s*$/m.test(source) ? ";" : "";
  const body = reindent(source.slice(lineStart, plan.end), unit);
  const giving = give === null ? "" : `\n${unit}return ${give}${semicolon}`;
  const made = `${plan.awaits ? "async " : ""}function ${name}(${parameters.join(", ")}) {\n${body}${giving}\n}`;
  const call = `${plan.awaits ? "await " : ""}${name}(${plan.inputs.map((one) => one.name).join(", ")})`;
  const closing = take.startsWith("(") ? ")" : "";
  const replaced = `${plan.returns ? "return " : take}${call}${closing}${semicolon}`;
  const head = source.slice(0, lineStart) + indent + replaced + source.slice(plan.end, plan.top.end);
  return `${head}\n\n${made}${source.slice(plan.top.end)}`;
}

export const extractFunction = defineTool({
  name: "extract_function",
  description:
    "Moves whole statements of a TypeScript or JavaScript function into a new function beside it, and calls that. Works out what it takes and gives. Refuses lines that return in the middle, leave a loop, or use this.",
  risk: "medium",
  input: z.object({
    path: z.string().min(1).max(500),
    first: z.number().int().positive(),
    last: z.number().int().positive(),
    name: z
      .string()
      .regex(/^[\p{L}_$][\p{L}\p{N}_$]*$/u)
      .max(100),
  }),
  async execute(context, { path, first, last, name }) {
    const { forge, workspace } = context;
    if (!/\.[cm]?[jt]sx?$/.test(path))
      throw new ToolError("Functions are extracted in TypeScript and JavaScript only.");
    const bytes = await forge.readBlob(workspace.repository, workspace.head, path);
    if (!bytes) throw new ToolError(`There is no file ${path}.`);
    const source = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    if (source.length > MAX_CHARACTERS) throw new ToolError(`${path} is too large to be worked on.`);
    if (new RegExp(`(?<![\\w$.])${name.replace(/\$/g, "\\$&")}(?![\\w$])`).test(source))
      throw new ToolError(`The name ${name} stands in ${path} already. Choose another.`);
    const lines = source.split("\n").length;
    if (first > lines) throw new ToolError(`${path} has ${lines} lines only.`);
    const plan = planExtraction(parseText(path, source), source, { first, last });
    const types = await typesOf(context, path, source, plan);
    const content = writeExtraction({ source, name, plan, types });
    const written = await writeChanges(context, [{ path, content }], `Extract ${name}`);
    return {
      ...written,
      takes: plan.inputs.map((one) => one.name),
      gives: [...plan.made.map((one) => one.name), ...plan.written],
    };
  },
  checkpoint: (output) => output.checkpoint,
});
