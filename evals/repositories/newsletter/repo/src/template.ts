/** Fills `{{name}}` places; unknown ones stay visible so that somebody notices. */
export function fill(template: string, values: Record<string, string>): string {
  return template.replace(/\{\{(\w+)\}\}/g, (place, key: string) => values[key] ?? place);
}
