/** The syntax tree of an expression. */
export type Node =
  /** `double` tells 2.0 from 2: whole numbers divide to whole numbers. */
  | { kind: "literal"; value: string | number | boolean | null; double?: boolean }
  | { kind: "name"; name: string }
  | { kind: "field"; target: Node; name: string }
  | { kind: "index"; target: Node; index: Node }
  | { kind: "list"; items: Node[] }
  | { kind: "map"; entries: [Node, Node][] }
  | { kind: "unary"; operator: "!" | "-"; operand: Node }
  | { kind: "binary"; operator: string; left: Node; right: Node }
  | { kind: "choice"; condition: Node; yes: Node; no: Node }
  | { kind: "call"; name: string; target?: Node; arguments: Node[] };

/** The parts of a node, from left to right. */
export function childrenOf(node: Node): Node[] {
  switch (node.kind) {
    case "literal":
    case "name":
      return [];
    case "field":
      return [node.target];
    case "index":
      return [node.target, node.index];
    case "list":
      return node.items;
    case "map":
      return node.entries.flat();
    case "unary":
      return [node.operand];
    case "binary":
      return [node.left, node.right];
    case "choice":
      return [node.condition, node.yes, node.no];
    case "call":
      return node.target ? [node.target, ...node.arguments] : node.arguments;
  }
}
