import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { readText, root, workspacePackages } from "./checkout.js";

interface Manifest {
  readonly version?: string;
  readonly description?: string;
  readonly license?: string;
  readonly type?: string;
  readonly engines?: { readonly node?: string };
  readonly files?: readonly string[];
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const manifestOf = (folder: string): Manifest => JSON.parse(readText(`${folder}/package.json`)) as Manifest;
const packages = workspacePackages();

const published = packages.filter(({ isPrivate }) => !isPrivate);

describe.each(packages)("$name", ({ folder }) => {
  it("has a README that says what it is, when to use it, when not, and its API", () => {
    const readme = existsSync(path.join(root, folder, "README.md")) ? readText(`${folder}/README.md`) : "";
    const headings = readme.split(/\r?\n/).flatMap((line) => /^## +(.+?)\s*$/.exec(line)?.[1] ?? []);
    const has = (section: RegExp): boolean => headings.some((heading) => section.test(heading));
    const missing = Object.entries({ What: /^what\b/i, When: /^when\b(?! not\b)/i, "When not": /^when not\b/i, API: /^api\b/i }).flatMap(([name, section]) => (has(section) ? [] : [`## ${name}`]));
    expect(missing).toEqual([]);
  });

  it("says its licence, its oldest Node and what it is for", () => {
    expect(manifestOf(folder)).toMatchObject({ license: "MIT", type: "module", engines: { node: ">=20.19" } });
    expect(manifestOf(folder).description).toMatch(/^[A-Z].{20,}\.$/);
  });

  it("takes the packages of the workspace from the workspace", () => {
    const siblings = Object.entries(manifestOf(folder).dependencies ?? {}).filter(([name]) => name.startsWith("@dgs/"));
    expect(siblings.filter(([, range]) => range !== "workspace:*")).toEqual([]);
  });
});

describe.each(published)("$name, published,", ({ folder }) => {
  it("ships no tests", () => {
    const files = manifestOf(folder).files ?? [];
    expect(files).toContain("dist");
    if (files.includes("src")) expect(files).toContain("!src/**/*.test.ts");
  });
});

describe.each(published.filter(({ isImportable }) => isImportable))("$name, imported,", ({ folder }) => {
  it("opens its front door to builds and to the workspace alike", () => {
    const { exports } = manifestOf(folder);
    expect(exports?.["."]).toEqual({ "@dgs/source": "./src/index.ts", types: "./dist/index.d.ts", default: "./dist/index.js" });
    // The first condition that fits wins: behind another one the sources would never be seen.
    expect(Object.keys(exports?.["."] as object)[0]).toBe("@dgs/source");
  });
});

it("gives every published package the same version", () => {
  const versions = published.map(({ folder }) => manifestOf(folder).version);
  expect(new Set(versions).size).toBe(1);
});
