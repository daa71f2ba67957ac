export interface Track {
  title: string;
  artist: string;
  seconds: number;
}

export function formatLength(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return `${minutes}:${String(seconds % 60).padStart(2, "0")}`;
}
