/**
 * The part of the Language Server Protocol that is used, as schemas: what a server in the sandbox says is
 * parsed like any other input. Lines and characters count from 0, characters in UTF-16 units.
 * Source: https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/
 */
import { z } from "zod";

const position = z.object({ line: z.number().int().min(0), character: z.number().int().min(0) });
export const range = z.object({ start: position, end: position });

const location = z.object({ uri: z.string(), range });
const locationLink = z
  .object({ targetUri: z.string(), targetSelectionRange: range })
  .transform(({ targetUri, targetSelectionRange }) => ({ uri: targetUri, range: targetSelectionRange }));
const place = z.union([location, locationLink]);

export const locations = z
  .union([z.null(), z.array(place), place])
  .transform((given) => (given === null ? [] : Array.isArray(given) ? given : [given]));

const marked = z.union([z.string(), z.object({ value: z.string() }).transform(({ value }) => value)]);

/** The text that a hover shows; empty when there is none. */
export const hover = z
  .union([z.null(), z.object({ contents: z.union([marked, z.array(marked)]) })])
  .transform((given) => (given === null ? "" : [given.contents].flat().join("\n\n")));

export interface DocumentSymbol {
  name: string;
  kind: number;
  range: z.infer<typeof range>;
  selectionRange: z.infer<typeof range>;
  children?: DocumentSymbol[] | undefined;
}

const documentSymbol: z.ZodType<DocumentSymbol> = z.lazy(() =>
  z.object({
    name: z.string(),
    kind: z.number(),
    range,
    selectionRange: range,
    children: z.array(documentSymbol).optional(),
  }),
);

export const documentSymbols = z.union([z.null(), z.array(documentSymbol)]).transform((given) => given ?? []);

const workspaceSymbol = z.object({
  name: z.string(),
  kind: z.number(),
  containerName: z.string().nullish(),
  location: z.object({ uri: z.string(), range: range.optional() }),
});

export const workspaceSymbols = z
  .union([z.null(), z.array(workspaceSymbol)])
  .transform((given) => given ?? []);

const diagnostic = z.object({
  range,
  message: z.string(),
  severity: z.number().optional(),
  code: z.union([z.string(), z.number()]).nullish(),
});

export const diagnosticReport = z
  .object({ items: z.array(diagnostic).default([]) })
  .transform(({ items }) => items);

export const textEdit = z.object({ range, newText: z.string() });
export type TextEdit = z.infer<typeof textEdit>;

const fileEdits = z.object({ textDocument: z.object({ uri: z.string() }), edits: z.array(textEdit) });

/** Edits by file, whichever of its two forms a server uses. Other changes (moved files) are refused. */
export const workspaceEdit = z
  .union([
    z.null(),
    z.object({
      changes: z.record(z.string(), z.array(textEdit)).nullish(),
      documentChanges: z.array(fileEdits).nullish(),
    }),
  ])
  .transform((given) => {
    const listed = (given?.documentChanges ?? []).map(({ textDocument, edits }) => ({
      uri: textDocument.uri,
      edits,
    }));
    return [...listed, ...Object.entries(given?.changes ?? {}).map(([uri, edits]) => ({ uri, edits }))];
  });

/** Names of the protocol's symbol kinds, from 1. */
const kinds =
  "file module namespace package class method property field constructor enum interface function variable constant string number boolean array object key null member struct event operator parameter".split(
    " ",
  );

export const kindName = (kind: number): string => kinds[kind - 1] ?? "symbol";
