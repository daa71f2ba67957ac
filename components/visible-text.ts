/*
 * Text from people, models and repositories may carry characters that change what a reader sees:
 * direction overrides ("trojan source"), zero-width joints, terminal colours.
 */
const hidden = /[\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\u061C\uFEFF\u{E0000}-\u{E007F}]/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: terminal sequences begin with ESC.
const terminalCodes = /\u001B(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)|[@-_])/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters other than tab and line break.
const controls = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g;

/** Code as it is: every invisible character is spelled out, so that a diff can't hide one. */
export function revealHidden(text: string): string {
  const name = (sign: string) =>
    `⟦U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}⟧`;
  return text.replace(hidden, name).replace(controls, (sign) => (sign === "\r" ? "␍" : name(sign)));
}

/** Terminal output as lines of text: colours dropped, overwritten lines cut, the rest spelled out. */
export function terminalText(text: string): string {
  const lines = text.replace(terminalCodes, "").replace(/\r\n/g, "\n").split("\n");
  return lines
    .map((line) => revealHidden(line.slice(line.trimEnd().lastIndexOf("\r") + 1).trimEnd()))
    .join("\n");
}
