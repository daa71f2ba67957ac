export interface Letter {
  grams: number;
  registered: boolean;
}
