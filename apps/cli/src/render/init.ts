import type { InitReport } from "@dgs/runtime";
import { join } from "node:path";
import { plainText } from "../plain-text.js";
import { relativePath } from "./failure.js";

/** Renders `dgs init`: what was made, and what to do with it. */
export function renderInit({ root, created }: InitReport, cwd: string): string {
  const pathOf = (path: string): string => plainText(relativePath(cwd, join(root, path)));
  if (created.length === 0) return `${pathOf(".")} is there already; nothing was changed.`;
  return [`Made ${pathOf(".")}`, ...created.map((path) => `  ${pathOf(path)}`), "", `Next: write the phases of your first milestone into ${pathOf("ROADMAP.md")}, then dgs progress`].join("\n");
}
