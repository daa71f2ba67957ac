export type Side = "white" | "black";

export const opponentOf = (side: Side): Side => (side === "white" ? "black" : "white");
