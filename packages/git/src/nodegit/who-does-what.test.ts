import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { createGit } from "../create-git.js";
import { createNodegitGit } from "./create-nodegit-git.js";

const options = { processes: { run: () => Promise.reject(new Error("a program was started")) }, env: {} };

it("both engines have the same operations, and the README says of each once who does it", () => {
  const operations = Object.keys(createGit(options)).sort();
  expect(Object.keys(createNodegitGit(options)).sort()).toEqual(operations);
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const table = readme.slice(readme.indexOf("### Who does what"), readme.indexOf("Whatever the operation"));
  const told = [...table.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap((row) => [...(row[1] ?? "").matchAll(/`(\w+)`/g)].map((name) => name[1]));
  expect(told.sort(), "a new operation is the program's by itself: name it in the table of packages/git/README.md, with the reason").toEqual(operations);
});
