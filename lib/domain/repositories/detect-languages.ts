import type { RepositoryFile } from "./detect-schema.ts";

const extensions: Record<string, string> = {
  ts: "TypeScript",
  tsx: "TypeScript",
  mts: "TypeScript",
  cts: "TypeScript",
  js: "JavaScript",
  jsx: "JavaScript",
  mjs: "JavaScript",
  cjs: "JavaScript",
  py: "Python",
  go: "Go",
  rs: "Rust",
  java: "Java",
  kt: "Kotlin",
  rb: "Ruby",
  php: "PHP",
  cs: "C#",
  c: "C",
  h: "C",
  cc: "C++",
  cpp: "C++",
  hpp: "C++",
  swift: "Swift",
  scala: "Scala",
  ex: "Elixir",
  exs: "Elixir",
  sh: "Shell",
  sql: "SQL",
  html: "HTML",
  css: "CSS",
  scss: "CSS",
  vue: "Vue",
  svelte: "Svelte",
};

const NOT_WRITTEN_HERE =
  /(^|\/)(node_modules|\.?venv|__pycache__|vendor|third_party|dist|build|out|coverage|\.git|\.next|\.yarn)\/|\.min\.(js|css)$|\.d\.ts$/;

/** True for a file that people of this repository wrote: not installed, built or vendored. */
export function isOwnFile(path: string): boolean {
  return !NOT_WRITTEN_HERE.test(path);
}

export function languageOf(path: string): string | null {
  const extension = /\.([A-Za-z0-9]+)$/.exec(path)?.[1]?.toLowerCase();
  return extension ? (extensions[extension] ?? null) : null;
}

/** Languages by their share of the bytes of source files, largest first. */
export function detectLanguages(files: RepositoryFile[]): { name: string; share: number }[] {
  const bytes = new Map<string, number>();
  for (const file of files) {
    const language = isOwnFile(file.path) ? languageOf(file.path) : null;
    if (language) bytes.set(language, (bytes.get(language) ?? 0) + file.size);
  }
  const total = [...bytes.values()].reduce((sum, size) => sum + size, 0);
  return [...bytes]
    .filter(([, size]) => size > 0)
    .map(([name, size]) => ({ name, share: Math.round((size / total) * 1_000) / 1_000 }))
    .sort((a, b) => b.share - a.share || a.name.localeCompare(b.name));
}
