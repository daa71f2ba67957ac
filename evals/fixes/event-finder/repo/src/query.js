/** The filter in the address of the page, as in "city=Bonn&max=20&tags=jazz,outdoor". */
export function filterFromQuery(query) {
  const params = new URLSearchParams(query);
  const max = params.get("max");
  const tags = params.get("tags");
  return {
    city: params.get("city") ?? "",
    maxPrice: max === null || max === "" ? null : Number(max),
    from: params.get("from") ?? "",
    to: params.get("to") ?? "",
    tags: tags ? tags.split(",") : [],
  };
}
