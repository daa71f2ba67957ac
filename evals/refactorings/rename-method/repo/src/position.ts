export interface Position {
  name: string;
  cents: number;
  count: number;
}
