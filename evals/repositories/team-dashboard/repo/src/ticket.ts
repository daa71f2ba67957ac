export interface Ticket {
  id: number;
  closed: Date | null;
  owner: string;
}
