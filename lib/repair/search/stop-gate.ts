import type { Scored } from "./candidates.ts";
import { typesOf } from "./compare.ts";
import type { SearchState } from "./run-candidates.ts";
import type { TypeChecker } from "./type-check.ts";

const MILLISECONDS = 4_000;

/**
 * Decides which patch may end the search: no special case for the failing input, and, as long as the type checker can
 * tell, none that brings type errors or leaves a name unread. Such a patch stays a result when nothing better comes.
 */
export class StopGate {
  readonly #checker: TypeChecker;
  readonly #texts: ReadonlyMap<string, string>;
  readonly #state: SearchState;
  readonly #isOverfit: (candidate: Scored) => boolean;
  readonly #open = new Set<Promise<void>>();

  constructor(
    checker: TypeChecker,
    texts: ReadonlyMap<string, string>,
    state: SearchState,
    isOverfit: (candidate: Scored) => boolean,
  ) {
    this.#checker = checker;
    this.#texts = texts;
    this.#state = state;
    this.#isOverfit = isOverfit;
  }

  /** Note a plausible patch. */
  note(candidate: Scored): void {
    const before = this.#texts.get(candidate.file);
    if (before !== undefined) this.#checker.begin(candidate.file, before);
    if (this.#state.firstAt !== undefined || this.#isOverfit(candidate)) return;
    const at = performance.now();
    const asked = typesOf(this.#checker, { candidate }, this.#texts, MILLISECONDS).then((types) => {
      this.#open.delete(asked);
      if (types && types.errors + types.unused > 0) this.#state.doubtful(at);
      else this.#state.plausible(at);
    });
    this.#open.add(asked);
  }

  /** When every patch noted so far is judged. */
  async settled(): Promise<void> {
    await Promise.all(this.#open);
  }
}
