import { joinPath, planningPath } from "@dgs/core";
import { createFilePorts } from "@dgs/host";
import { isFileRefusal, isRefusal } from "@dgs/runtime";
import { openProduct, type ProductOptions } from "../product.js";

/** Completes the path of a planning file: the names in the folder that was typed so far, folders with a slash behind them. Hidden ones come when their dot is typed. */
export function completePaths(options: ProductOptions, typed: string): readonly string[] {
  const slash = typed.lastIndexOf("/");
  const folder = slash === -1 ? "" : planningPath(typed.slice(0, slash));
  const begun = typed.slice(slash + 1);
  const product = openProduct(options);
  if (folder === undefined || isRefusal(product)) return [];
  const names = createFilePorts(product.place).files.list(folder);
  if (names === undefined || isFileRefusal(names)) return [];
  return names.filter((name) => name.startsWith(begun) && (begun.startsWith(".") || !name.startsWith(".")) && name !== ".git/").map((name) => `${folder === "" ? "" : `${joinPath(folder)}/`}${name}`);
}
