export interface Limit {
  requests: number;
  seconds: number;
}

export const LIMITS: Record<string, Limit> = {
  anonymous: { requests: 3, seconds: 60 },
  member: { requests: 100, seconds: 60 },
  login: { requests: 5, seconds: 900 },
};
