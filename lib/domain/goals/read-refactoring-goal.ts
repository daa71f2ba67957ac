/** What a goal asks to be changed without a change of behaviour. */
export type RefactoringOrder =
  | { kind: "rename"; symbol: string; newName: string; path: string | null }
  | { kind: "extract"; path: string; first: number; last: number; name: string }
  | { kind: "dead_code"; symbol: string | null; path: string | null };

const QUOTE = "[`\"'“”]?";
const SYMBOL = String.raw`${QUOTE}([\p{L}_$][\p{L}\p{N}_$]*(?:[.#][\p{L}_$][\p{L}\p{N}_$]*)?)(?:\(\))?${QUOTE}`;
const PATH = String.raw`${QUOTE}((?:[\w@-][\w.@-]*\/)*[\w@-][\w.@-]*\.(?:[cm]?[jt]sx?|pyi?))${QUOTE}`;
const FOLDER = String.raw`${QUOTE}((?:[\w@.-]+\/)+[\w@.-]*|[\w@.-]+\/)${QUOTE}`;
const KIND = String.raw`(?:(?:the|a|our)\s+)?(?:(?:exported|unused|dead)\s+)?(?:(?:function|method|class|constant|const|variable|type|interface|enum|symbol|field|property|component|hook|name)\s+)?`;

const RENAME = new RegExp(
  String.raw`\brename\s+${KIND}${SYMBOL}(?:\s*,?\s*(?:in|of|from)\s+(?:the\s+)?(?:file\s+)?${PATH})?\s*(?:to|into|as|->|→)\s+${SYMBOL}`,
  "iu",
);
const IN_FILE = new RegExp(String.raw`\b(?:in|of|from)\s+(?:the\s+)?(?:file\s+|folder\s+)?${PATH}`, "iu");
const IN_FOLDER = new RegExp(
  String.raw`\b(?:in|of|from|below|under)\s+(?:the\s+)?(?:folder\s+)?${FOLDER}`,
  "iu",
);
const LINES = /\blines?\s+(\d+)\s*(?:-|–|to|through|until)\s*(\d+)/i;
const COLON = new RegExp(String.raw`${PATH}:(\d+)[-–](\d+)`, "iu");
const NAMED = new RegExp(
  String.raw`\b(?:called|named|into|as)\s+(?:(?:a|the|an|new|own|function|method)\s+)*(?:(?:called|named)\s+)?${SYMBOL}|\bextract\s+(?:(?:a|the|new)\s+)*(?:function|method)\s+(?:(?:called|named)\s+)?(?!from\b)${SYMBOL}`,
  "iu",
);
const DEAD = /\b(?:remove|delete|drop|clean up|find)\b.{0,30}\b(?:dead|unused|unreferenced)\b/i;
const DEAD_SYMBOL = new RegExp(
  String.raw`\b(?:dead|unused|unreferenced)\s+(?:exported\s+)?(?:function|method|class|constant|const|variable|export|symbol|helper)\s+${SYMBOL}`,
  "iu",
);

function readExtraction(text: string): RefactoringOrder | null {
  if (!/\bextract/i.test(text)) return null;
  const colon = COLON.exec(text);
  const lines = LINES.exec(text);
  const path = colon?.[1] ?? IN_FILE.exec(text)?.[1];
  const first = Number(colon?.[2] ?? lines?.[1]);
  const last = Number(colon?.[3] ?? lines?.[2]);
  const named = NAMED.exec(text);
  const name = named?.[1] ?? named?.[2];
  return path && name && first > 0 && last >= first ? { kind: "extract", path, first, last, name } : null;
}

/** Reads the operation and its names from a goal; null when they are not all there. The text is data from outside. */
export function readRefactoringGoal(text: string): RefactoringOrder | null {
  const rename = RENAME.exec(text);
  if (rename?.[1] && rename[3]) {
    const path = rename[2] ?? IN_FILE.exec(text)?.[1] ?? null;
    return { kind: "rename", symbol: rename[1].replace("#", "."), newName: rename[3], path };
  }
  const extraction = readExtraction(text);
  if (extraction) return extraction;
  if (!DEAD.test(text)) return null;
  const symbol = DEAD_SYMBOL.exec(text)?.[1];
  return {
    kind: "dead_code",
    symbol: symbol && !/^(in|from|of|and|code)$/i.test(symbol) ? symbol : null,
    path: IN_FILE.exec(text)?.[1] ?? IN_FOLDER.exec(text)?.[1] ?? null,
  };
}
