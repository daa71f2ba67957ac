export interface Group {
  name: string;
  /** Names of groups whose permissions it has as well. */
  includes: string[];
  permissions: string[];
}
