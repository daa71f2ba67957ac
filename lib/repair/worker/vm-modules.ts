import vm from "node:vm";

let syntheticModules = 0;

/** A module whose exports are read once, when it is evaluated. */
export function synthetic(
  identifier: string,
  keys: readonly string[],
  read: (key: string) => unknown,
): vm.Module {
  return new vm.SyntheticModule(
    [...keys],
    function fill(this: vm.SyntheticModule) {
      for (const key of keys) this.setExport(key, read(key));
    },
    { identifier: `${identifier}?${syntheticModules++}` },
  );
}

/** Instantiate and evaluate; resolves to the module, rejects with what its top level threw. */
export async function ready(module: vm.Module): Promise<vm.Module> {
  if (module instanceof vm.SourceTextModule && module.status === "unlinked") module.instantiate();
  else if (module.status === "unlinked") await module.link(() => undefined as never);
  await module.evaluate();
  return module;
}
