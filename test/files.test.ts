import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { root, trackedFiles } from "./checkout.js";

const files = trackedFiles();
const sources = files.filter((file) => /^(packages|apps)\/[^/]+\/src\/.*\.ts$/.test(file) && !file.includes("/fixtures/"));

it("sees the files of the checkout", () => {
  expect(sources.length).toBeGreaterThan(20);
});

it("names no file or folder after what it could be anything for", () => {
  // Such a name says nothing of the content, so everything ends up there: name the file after what it exports.
  const banned = /(^|[-./])(utils?|helpers?|managers?|misc|common)([-./]|$)/;
  expect([...sources, ...files.filter((file) => /^(scripts|test|bench)\//.test(file))].filter((file) => banned.test(file))).toEqual([]);
});

it("names sources in kebab-case", () => {
  expect(sources.filter((file) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.(test|slow|crash|agents|browser|d))?\.ts$/.test(path.posix.basename(file)))).toEqual([]);
});

it("has no default export in a source", () => {
  expect(sources.filter((file) => !file.endsWith(".d.ts")).filter((file) => /^export default\b|\bas default\b/m.test(text(file)))).toEqual([]);
});

// Put together here, so that this file does not contain what it looks for.
const machinePath = new RegExp(String.raw`(?<![\w.~\-/}>)\]])/(${["work", "root"].join("|")})/(?=[\w.])`);
const privateRegistry = new RegExp(`${["https?:", "", ""].join("/")}(?!registry\\.npmjs\\.org)[\\w.@:-]*(registry|artifactory|nexus|verdaccio|npm-?proxy|npm-?mirror)[\\w.-]*`, "i");

it.each([
  ["the path of somebody's machine", machinePath],
  ["the host of a private registry", privateRegistry],
])("contains nowhere %s", (_, pattern) => {
  const found = files.flatMap((file) => {
    const at = pattern.exec(text(file));
    return at === null ? [] : [`${file}: ${at[0]}`];
  });
  expect(found).toEqual([]);
});

it("would find such a path and such a host", () => {
  const slash = "/";
  expect(machinePath.test(`cd ${slash}work${slash}main`)).toBe(true);
  expect(machinePath.test(`"${slash}root${slash}.npmrc"`)).toBe(true);
  expect(machinePath.test(`docs${slash}work${slash}main`)).toBe(false);
  expect(privateRegistry.test(`https:${slash}${slash}registry.example.org/x`)).toBe(true);
  expect(privateRegistry.test(`https:${slash}${slash}registry.npmjs.org/x`)).toBe(false);
});

function text(file: string): string {
  return readFileSync(path.join(root, file), "utf8");
}
