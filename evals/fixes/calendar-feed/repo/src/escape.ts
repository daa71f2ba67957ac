/** A text as the value of a property (RFC 5545, 3.3.11). */
export function escapeText(text: string): string {
  return text
    .replace(/;/g, "\\;")
    .replace(/,/g, "\\,")
    .replace(/\r?\n/g, "\\n")
    .replace(/\\/g, "\\\\");
}
