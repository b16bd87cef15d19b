import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import { makeCrashProduct } from "../src/crash-product.js";

/** Where the product of a test is. */
export interface FastProduct {
  /** The folder that holds all of it. */
  folder: string;
  /** Its one repository, with the planning folder in it. */
  repo: string;
}

/** Makes a product of its own for each test of a file. Called once, at the top of the file; what it returns is filled in before each test. */
export function openFastProduct(): Readonly<FastProduct> {
  const product: FastProduct = { folder: "", repo: "" };
  beforeEach(() => {
    product.folder = realpathSync(mkdtempSync(join(tmpdir(), "dgs fast ")));
    product.repo = makeCrashProduct(product.folder).repo;
  });
  afterEach(() => { rmSync(product.folder, { recursive: true, force: true }); });
  return product;
}
