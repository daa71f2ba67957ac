import { child, children, isLoop, type Node } from "../syntax/node.ts";
import type { Emit, OperatorFamily, Site } from "./site.ts";

const FARTHEST = 4;

function listOf(site: Site): Node[] {
  const { parent, field } = site;
  return parent && ["body", "consequent"].includes(field) && Array.isArray(parent[field])
    ? children(parent, field)
    : [];
}

const removal = (site: Site): { start: number; end: number; text: string } => ({
  start: site.node.start,
  end: site.node.end,
  text: "",
});

/** Two neighbours exchanged, and a statement of a block moved before or after the block. */
function order(site: Site, emit: Emit, siblings: readonly Node[]): void {
  const index = siblings.indexOf(site.node);
  const next = siblings[index + 1];
  if (next)
    emit(
      "statement.swap",
      0.3,
      site.replace(site.node, site.code(next)),
      site.replace(next, site.code(site.node)),
    );
  const [block, owner] = site.ancestors;
  if (block?.type !== "BlockStatement" || !owner) return;
  const outerMove = isLoop(owner) ? 0.45 : owner.type === "IfStatement" ? 0.3 : 0;
  if (outerMove === 0) return;
  if (index === siblings.length - 1)
    emit(
      "statement.move-out",
      outerMove,
      removal(site),
      site.insertAfter(owner, `\n${site.code(site.node)}`),
    );
  if (index === 0)
    emit(
      "statement.move-out",
      outerMove,
      removal(site),
      site.insertBefore(owner, `${site.code(site.node)}\n`),
    );
}

/** A statement that comes too early or too late, by more than one place. */
function past(site: Site, emit: Emit, siblings: readonly Node[]): void {
  const { node } = site;
  if (/^(Return|Throw|Break|Continue|Function|Class)/.test(node.type)) return;
  const index = siblings.indexOf(node);
  const indent = site.blankBefore(node);
  const following = siblings[index + 1];
  const gone = { start: node.start, end: following?.start ?? node.end, text: "" };
  const code = site.code(node);
  for (let step = 2; step <= FARTHEST; step++) {
    const later = siblings[index + step];
    const earlier = siblings[index - step];
    if (later && !/^(Return|Throw|Break|Continue)/.test(later.type))
      emit("statement.move-past", 0.36 - 0.02 * step, gone, site.insertAfter(later, `\n${indent}${code}`));
    if (earlier)
      emit(
        "statement.move-past",
        0.36 - 0.02 * step,
        site.insertBefore(earlier, `${code}\n${indent}`),
        removal(site),
      );
  }
}

/** Into the loop that stands before or after. */
function into(site: Site, emit: Emit, siblings: readonly Node[]): void {
  const index = siblings.indexOf(site.node);
  const body = (owner: Node | undefined): Node | undefined =>
    owner && isLoop(owner) ? child(owner, "body") : undefined;
  const before = body(siblings[index - 1]);
  if (before?.type === "BlockStatement")
    emit(
      "statement.move-in",
      0.3,
      { start: before.end - 1, end: before.end - 1, text: `${site.code(site.node)}\n` },
      removal(site),
    );
  const after = body(siblings[index + 1]);
  if (after?.type === "BlockStatement")
    emit("statement.move-in", 0.4, removal(site), {
      start: after.start + 1,
      end: after.start + 1,
      text: `\n${site.code(site.node)}`,
    });
}

/** Statements at another place: exchanged, earlier, later, out of a block, into a loop. */
export const moves: OperatorFamily = {
  name: "moves",
  propose(site, emit) {
    const siblings = listOf(site);
    if (!siblings.includes(site.node) || !/Statement$|^VariableDeclaration$/.test(site.node.type)) return;
    order(site, emit, siblings);
    past(site, emit, siblings);
    into(site, emit, siblings);
  },
};
