import type { Case } from "./case.ts";
import type {
  Call,
  CharacteriseRequest,
  Exploration,
  Mutant,
  Probe,
  Subject,
  SubjectFile,
} from "./request.ts";
import type { Workbench } from "./workbench.ts";

/** What differs between the languages. */
export interface Language {
  /**
   * Makes the copy note what of these files runs; the probes of each file. `environment` has to be given to every
   * command that is to be measured.
   */
  instrument(
    bench: Workbench,
    files: string[],
  ): Promise<{ probes: Map<string, Probe[]>; environment: Record<string, string> }>;
  /** What of the file others can call, with calls to try. `samples`: arguments seen by function. */
  subjects(
    bench: Workbench,
    request: CharacteriseRequest,
    entry: SubjectFile,
    samples: Map<string, string[]>,
  ): Promise<Subject[]>;
  explore(
    bench: Workbench,
    request: CharacteriseRequest,
    entry: SubjectFile,
    work: { calls: Call[]; mutants: Mutant[]; compared: number[] },
  ): Promise<Exploration>;
  mutants(
    bench: Workbench,
    entry: SubjectFile,
    subjects: Subject[],
    lines: ReadonlySet<number>,
    limit: number,
  ): Promise<Mutant[]>;
  write(bench: Workbench, request: CharacteriseRequest, entry: SubjectFile, cases: Case[]): string;
  /** The name of a case as the runner reports it. */
  nameOf(call: Call, name: string): string;
}
