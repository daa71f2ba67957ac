export function slug(title, limit = 20) {
  const words = title.toLowerCase().split(/[^a-z0-9]+/).filter((word) => word !== "");
  const joined = words.join("-");
  return joined.length > limit ? joined.slice(0, limit) : joined;
}

export function version() {
  return "1.0";
}
