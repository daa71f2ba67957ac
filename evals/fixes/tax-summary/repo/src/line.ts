export interface Line {
  text: string;
  /** Net price of one piece in cents. */
  price: number;
  quantity: number;
  /** Tax rate in percent. */
  rate: number;
}

export const netOf = (line: Line): number => line.price * line.quantity;
