/** Something in a change that goes wrong for some input or situation. */
export interface Finding {
  /** Short name of what was found: "floating-promise". */
  rule: string;
  path: string;
  /** In the new text, from 1. */
  line: number;
  /** What goes wrong, when, and how it shows. One or two sentences. */
  harm: string;
  /** 0–1: how often a finding of this rule is right, as its author judges it. Not a statistic. */
  confidence: number;
  /** The line that it is about. */
  excerpt: string;
}

/** A finding inside one file, before it is known to be new. */
export interface Hit {
  /** Offsets in the text. */
  start: number;
  end: number;
  harm: string;
  confidence: number;
}

/** A call whose result may be a promise that nobody awaits; a language server knows its type. */
export interface PromiseCandidate {
  path: string;
  line: number;
  /** The called name, as it stands on the line. */
  name: string;
}
