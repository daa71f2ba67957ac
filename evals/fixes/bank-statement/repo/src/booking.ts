export interface Booking {
  /** German form: day.month.year, as the bank exports it. */
  date: string;
  text: string;
  cents: number;
}
