import { z } from "zod";
import { nearestNames } from "#lib/language-servers/find-position.ts";
import { defineTool } from "./define-tool.ts";
import { sourceFiles, unitsOfFiles } from "./source-units.ts";

const lastName = (name: string): string => name.split(".").at(-1) ?? name;

export const findDefinitions = defineTool({
  name: "find_definitions",
  description:
    "Finds where a name is defined: functions, methods, classes and top-level values, in all files or in one. Unlike workspace_symbols the name has to be the whole one (total or Cart.total), and all places are given, so that one can see whether it is unique.",
  risk: "low",
  input: z.object({ symbol: z.string().min(1).max(200), path: z.string().max(500).nullish() }),
  async execute({ sandbox }, { symbol, path }) {
    const name = lastName(symbol);
    const all = await sourceFiles(sandbox);
    const files = path ? all.filter((one) => one === path || one.endsWith(`/${path}`)) : all;
    const texts = await Promise.all(
      files.map(async (one) => ({
        one,
        text: new TextDecoder().decode((await sandbox.readFile(one)) ?? new Uint8Array()),
      })),
    );
    const mentioning = texts.filter(({ text }) => text.includes(name)).map(({ one }) => one);
    const units = await unitsOfFiles(sandbox, mentioning);
    const definitions = units
      .filter((unit) =>
        symbol.includes(".")
          ? unit.name === symbol || unit.name.endsWith(`.${symbol}`)
          : lastName(unit.name) === name,
      )
      .map((unit) => ({ path: unit.path, line: unit.selection.line + 1, name: unit.name, kind: unit.kind }));
    const near =
      definitions.length > 0
        ? []
        : nearestNames(
            name,
            (await unitsOfFiles(sandbox, files.slice(0, 150))).map((unit) => lastName(unit.name)),
          );
    return { definitions: definitions.slice(0, 50), near, files: files.length };
  },
});
