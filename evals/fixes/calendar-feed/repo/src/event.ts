export interface CalendarEvent {
  id: string;
  title: string;
  start: Date;
  end: Date;
  place?: string;
  description?: string;
  categories?: string[];
}
