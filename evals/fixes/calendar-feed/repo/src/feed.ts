import { escapeText } from "./escape.ts";
import type { CalendarEvent } from "./event.ts";
import { foldLine } from "./fold.ts";
import { stampOf } from "./stamp.ts";

function linesOf(event: CalendarEvent): string[] {
  const lines = [
    "BEGIN:VEVENT",
    `UID:${event.id}`,
    `DTSTART:${stampOf(event.start)}`,
    `DTEND:${stampOf(event.end)}`,
    `SUMMARY:${escapeText(event.title)}`,
  ];
  if (event.place) lines.push(`LOCATION:${escapeText(event.place)}`);
  if (event.description) lines.push(`DESCRIPTION:${escapeText(event.description)}`);
  if (event.categories?.length) lines.push(`CATEGORIES:${event.categories.map(escapeText).join(",")}`);
  lines.push("END:VEVENT");
  return lines;
}

/** The feed of a calendar, earliest event first. */
export function feedOf(events: CalendarEvent[]): string {
  const sorted = [...events].sort((a, b) => a.start.getTime() - b.start.getTime());
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//club//calendar//EN", ...sorted.flatMap(linesOf), "END:VCALENDAR"];
  return `${lines.map(foldLine).join("\r\n")}\r\n`;
}
