import type { Case } from "./case.ts";
import type { Language } from "./language.ts";
import type { CharacteriseRequest, CharacteriseResult, Mutant, SubjectFile } from "./request.ts";
import type { Workbench } from "./workbench.ts";

/** One request under way; its result is filled in as far as it is known. */
export interface Work {
  bench: Workbench;
  request: CharacteriseRequest;
  language: Language;
  result: CharacteriseResult;
}

/** A written test file with what is known of its cases. */
export interface Draft {
  entry: SubjectFile;
  cases: Case[];
  /** Mutants that each case notices, by its place in `cases`. */
  noticed: Mutant[][];
}
