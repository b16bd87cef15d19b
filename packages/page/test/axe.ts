import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds wrong with a page as it stands, in a line each: the rule, and where. Everything that can be unfolded is unfolded first. */
export async function violationsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
  // By the protocol, past the policy of the page, which lets no script in.
  await page.evaluate(source);
  const results = (await page.evaluate("axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })")) as { readonly violations: readonly { readonly id: string; readonly help: string; readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[] }[]; readonly passes: readonly unknown[] };
  if (results.passes.length < 20) throw new Error("axe looked at next to nothing");
  return results.violations.flatMap(({ id, help, nodes }) => nodes.slice(0, 3).map(({ target, failureSummary = "" }) => `${id}: ${help} at ${String(target)}: ${failureSummary.replace(/\s+/g, " ").slice(0, 300)}`));
}
