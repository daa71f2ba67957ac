export interface Flag {
  key: string;
  enabled: boolean;
  /** Users who get it whatever the share. */
  allow: string[];
  /** Users who never get it. */
  block: string[];
  /** Share of all users in percent. */
  rollout: number;
}
