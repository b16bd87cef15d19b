import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { productFolders } from "./product-folders.js";

/** The lock files in the git folders of a product, by their whole paths. */
export function findGitLocks(product: string): string[] {
  return productFolders(product).repos.flatMap((name) => {
    const folder = existsSync(join(product, name, ".git")) ? join(product, name, ".git") : join(product, name);
    return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".lock")).map((path) => join(folder, path));
  });
}
