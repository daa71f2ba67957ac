import type { Edit } from "../syntax/edits.ts";

/** A function or constant that another file exports and this file could import. */
export interface Importable {
  name: string;
  /** Names of the parameters of a function, "" for a pattern; undefined for anything else. */
  params: readonly string[] | undefined;
  /** Nothing but its own file names it: code that was written for something that is missing. */
  unused: boolean;
  /** Brings the name into the file. */
  insertion: Edit;
}

/** Keys that stand together in an interface, an object or a pattern. */
export interface Shape {
  /** Name of the type; empty for objects and patterns. */
  name: string;
  keys: readonly string[];
}

/** What the files around a file offer. */
export interface Neighbourhood {
  importable: readonly Importable[];
  shapes: readonly Shape[];
  /** Members of unions of texts, `"open" | "closed"`. */
  unions: readonly (readonly string[])[];
}

export const ALONE: Neighbourhood = { importable: [], shapes: [], unions: [] };
