import type { SpentOn } from "@dgs/core";

/** The plan that something is told of, where it is of one. */
export function planOf({ spentOn: { plan } }: { readonly spentOn: Pick<SpentOn, "plan"> }): { readonly plan?: string } {
  return plan === undefined ? {} : { plan };
}
