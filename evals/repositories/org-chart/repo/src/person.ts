export interface Person {
  id: string;
  name: string;
  manager: string | null;
  salary: number;
}
