import type { Node } from "../../repair/syntax/node.ts";
import { type FileChange, type Side, sourceOf } from "../file-change.ts";
import type { Hit } from "../finding.ts";

/** The source of nodes of the old and of the new tree; empty without a node. */
export interface Texts {
  old: (node: Node | undefined) => string;
  now: (node: Node | undefined) => string;
}

export function textsOf({ before, after }: FileChange): Texts {
  const read = (side: Side | null) => (node: Node | undefined) => (node && side ? sourceOf(side, node) : "");
  return { old: read(before), now: read(after) };
}

export const at = (node: Node, harm: string, confidence: number): Hit => ({
  start: node.start,
  end: node.end,
  harm,
  confidence,
});
