export interface Message {
  id: number;
  read: boolean;
  archived: boolean;
}
