export const define = (program) => program.option("--all", "everything");
