import { child, children, isFunction, isLoop, type Node, text, walk } from "../syntax/node.ts";
import { namesIn, patternNames } from "../syntax/scope.ts";
import { atoms } from "./atoms.ts";
import type { Emit, OperatorFamily, Site } from "./site.ts";

/** A returned value that can be read at the start, and the array that is left of it without its unreadable parts. */
function endingsOf(site: Site, value: Node): string[] {
  const readable = new Set(site.variables.map(({ name }) => name));
  const isReadable = (node: Node): boolean => [...namesIn(node)].every((name) => readable.has(name));
  if (isReadable(value)) return [site.code(value)];
  if (value.type !== "ArrayExpression") return [];
  const kept = children(value, "elements").filter(
    (element) => element.type !== "SpreadElement" && isReadable(element),
  );
  return kept.length > 0 ? [`[${kept.map((element) => site.code(element)).join(", ")}]`] : [];
}

/** Values a function already returns, and those its kind of result suggests. */
function resultCodes(site: Site, fn: Node): { code: string; weight: number }[] {
  const found = new Map<string, number>();
  walk(fn, ({ node, ancestors }) => {
    if (node !== fn && isFunction(node)) return false;
    if (node.type === "ReturnStatement" && ancestors.length > 0) {
      const value = child(node, "argument");
      if (value)
        for (const code of endingsOf(site, value))
          if (code.length < 40 && !found.has(code)) found.set(code, 0.8);
    }
    return true;
  });
  for (const parameter of children(fn, "params"))
    if (parameter.type === "Identifier") found.set(text(parameter, "name"), 0.75);
  for (const name of namedResults(site)) if (!found.has(name)) found.set(name, 0.6);
  const annotation = JSON.stringify(child(fn, "returnType") ?? null);
  const likely: [string, RegExp][] = [
    ["0", /TSNumber/],
    ["null", /TSNull/],
    ['""', /TSString/],
    ["[]", /TSArray|"Array"/],
    ["false", /TSBoolean/],
    ["true", /TSBoolean/],
    ["undefined", /TSUndefined|TSVoid/],
  ];
  for (const [code, pattern] of likely)
    if (!found.has(code)) found.set(code, pattern.test(annotation) ? 0.85 : 0.55);
  for (const code of ["1", "-1", "{}"]) if (!found.has(code)) found.set(code, 0.35);
  return [...found]
    .map(([code, weight]) => ({ code, weight }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, 14);
}

/** Constants of the file that hold a plain value: results that have a name. */
function namedResults(site: Site): string[] {
  const plain = /^(string|number|boolean|array|object|unknown)$/;
  return site.variables
    .filter(
      ({ name, kind, binding }) =>
        (binding.kind === "import" && /^[A-Z][A-Z0-9_]+$/.test(name)) ||
        (binding.kind === "constant" &&
          plain.test(kind) &&
          binding.init !== undefined &&
          site.ancestors.at(-1)?.type === "Program" &&
          topLevel(site, binding.init)),
    )
    .map(({ name }) => name)
    .slice(0, 6);
}

function topLevel(site: Site, init: Node): boolean {
  return (
    !site.ancestors.some((node) => isFunction(node) && node.start <= init.start && init.end <= node.end) &&
    !/^(CallExpression|RegExpLiteral|NewExpression)$/.test(init.type)
  );
}

function isRecursive(site: Site, fn: Node): boolean {
  const id = child(fn, "id") ?? child(fn, "key");
  if (!id) return false;
  const name = text(id, "name");
  return new RegExp(`\\b${name.replace(/\$/g, "\\$")}\\(`).test(site.code(fn).slice(name.length + 12));
}

function indentAt(site: Site, offset: number): string {
  const source = site.context.source.text;
  const line = source.slice(source.lastIndexOf("\n", offset - 1) + 1, offset);
  return /^\s*/.exec(line)?.[0] ?? "";
}

function atFunctionStart(site: Site, emit: Emit, fn: Node, first: Node): void {
  const recursive = isRecursive(site, fn);
  const indent = indentAt(site, first.start);
  const values = resultCodes(site, fn);
  for (const { code: atom, weight, literal } of atoms(site, 26)) {
    const base = (recursive ? 0.62 : 0.5) * weight * (literal ? 0.4 : 1);
    for (const { code, weight: fit } of values)
      emit("return.early", base * fit, site.insertBefore(first, `if (${atom}) return ${code};\n${indent}`));
    emit("return.early", base * 0.5, site.insertBefore(first, `if (${atom}) return;\n${indent}`));
  }
}

/** A value that was just looked up may be missing: end the function there. */
function afterDeclaration(site: Site, emit: Emit, fn: Node, declaration: Node): void {
  const names = children(declaration, "declarations").flatMap((declarator) => {
    const id = child(declarator, "id");
    return id ? patternNames(id).map(({ name }) => name) : [];
  });
  const indent = indentAt(site, site.node.start);
  const values = resultCodes(site, fn);
  const own = atoms(site, 80).filter(
    ({ code, literal }) =>
      !literal && names.some((name) => code.startsWith(name) || code.startsWith(`!${name}`)),
  );
  for (const { code: atom, weight } of own.slice(0, 12))
    for (const { code, weight: fit } of values)
      emit(
        "return.early",
        0.72 * weight * fit,
        site.insertBefore(site.node, `if (${atom}) return ${code};\n${indent}`),
      );
}

function atLoopStart(site: Site, emit: Emit, first: Node): void {
  const indent = indentAt(site, first.start);
  for (const { code: atom, weight, literal } of atoms(site, 40)) {
    const base = 0.45 * weight * (literal ? 0.8 : 1);
    emit("loop.skip", base, site.insertBefore(first, `if (${atom}) continue;\n${indent}`));
    emit("loop.stop", base * 0.7, site.insertBefore(first, `if (${atom}) break;\n${indent}`));
  }
}

/** What a loop has just changed may have left its range: the function or the loop ends there. */
function afterChange(site: Site, emit: Emit, fn: Node): void {
  const expression = site.node.type === "ExpressionStatement" ? child(site.node, "expression") : undefined;
  const target = expression && (child(expression, "left") ?? child(expression, "argument"));
  const changed = expression && /^(Assignment|Update)Expression$/.test(expression.type);
  if (!changed || target?.type !== "Identifier" || !site.ancestors.some(isLoop)) return;
  const name = text(target, "name");
  const indent = indentAt(site, site.node.start);
  const offer = (operator: string, prior: number, code: string): void =>
    emit(operator, prior, site.insertAfter(site.node, `\n${indent}${code}`));
  for (const { code: atom, weight, literal } of atoms(site, 80)) {
    if (literal || !(atom.startsWith(`${name} `) || atom.startsWith(`${name}.`))) continue;
    for (const { code, weight: fit } of resultCodes(site, fn).slice(0, 8))
      offer("return.early", 0.5 * weight * fit, `if (${atom}) return ${code};`);
    offer("loop.stop", 0.35 * weight, `if (${atom}) break;`);
  }
}

/** Guard statements of sibling functions (`if (…) throw …;`) whose names can all be read here. */
function borrowedGuards(site: Site, emit: Emit, first: Node, fn: Node): void {
  const readable = new Set(site.variables.map(({ name }) => name));
  const own = site.code(fn);
  const indent = indentAt(site, first.start);
  walk(site.context.source.ast, ({ node }) => {
    if (node.type !== "IfStatement" || child(node, "alternate")) return;
    const code = site.code(node);
    const body = child(node, "consequent");
    const leaves =
      body &&
      /^(ThrowStatement|ReturnStatement|ContinueStatement)$/.test(
        body.type === "BlockStatement" ? (children(body, "body").at(-1)?.type ?? "") : body.type,
      );
    if (!leaves || code.length > 160 || own.includes(code) || /continue/.test(code)) return;
    if ([...namesIn(node)].every((name) => readable.has(name) || /^[A-Z]/.test(name)))
      emit("guard.borrow", 0.55, site.insertBefore(first, `${code}\n${indent}`));
  });
}

/** `if (…) return …` at the start of a function, `if (…) continue/break` at the start of a loop. */
export const earlyReturn: OperatorFamily = {
  name: "early-return",
  propose(site, emit) {
    const { node, parent, ancestors } = site;
    const around = ancestors.find(isFunction);
    if (around) afterChange(site, emit, around);
    const owner = ancestors[1];
    if (parent?.type !== "BlockStatement" || !owner) return;
    const siblings = children(parent, "body");
    const before = siblings[siblings.indexOf(node) - 1];
    if (before?.type === "VariableDeclaration" && isFunction(owner))
      afterDeclaration(site, emit, owner, before);
    if (before) return;
    if (isFunction(owner)) {
      atFunctionStart(site, emit, owner, node);
      borrowedGuards(site, emit, node, owner);
    } else if (isLoop(owner)) atLoopStart(site, emit, node);
  },
};
