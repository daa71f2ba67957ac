export const define = (program) =>
  program.option("--all", "prints everything").option("--limit <rows>", "prints at most so many rows");
