/** Stands for the address of the app in mails as they are stored. */
const APP = "{{app}}";

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** A line that is nothing but an address of the app becomes a link; no other text does. */
function htmlLine(line: string, appUrl: string): string {
  const isLink = line.startsWith(`${appUrl}/`) && !/\s/.test(line);
  return isLink ? `<a href="${escaped(line)}">${escaped(line)}</a>` : escaped(line);
}

/**
 * A stored mail as text and as simple HTML: paragraphs and links to the app, no pictures, nothing that is
 * loaded from elsewhere.
 * @param appUrl address of the app, without a slash at the end
 */
export function renderMail(body: string, appUrl: string): { text: string; html: string } {
  const text = body.replaceAll(APP, appUrl);
  const paragraphs = text.split(/\n{2,}/).map((paragraph) => {
    const lines = paragraph.split("\n").map((line) => htmlLine(line, appUrl));
    return `<p>${lines.join("<br>")}</p>`;
  });
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><body style="font-family:sans-serif;line-height:1.5">${paragraphs.join("")}</body></html>`;
  return { text, html };
}
