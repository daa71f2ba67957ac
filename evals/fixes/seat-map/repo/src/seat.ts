export interface Seat {
  row: string;
  number: number;
  taken: boolean;
}

export const labelOf = (seat: Seat): string => `${seat.row}${seat.number}`;
