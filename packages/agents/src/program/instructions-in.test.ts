import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { instructionsIn } from "./instructions-in.js";

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), "dgs instructions ")); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

function put(path: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), "");
}

it.each([
  [["README.md", "src/a.ts"], undefined],
  [["GEMINI.md"], "GEMINI.md"],
  [["src/deep/gemini.md"], join("src", "deep", "gemini.md")],
  [["node_modules/a/GEMINI.md", ".git/GEMINI.md", ".dgs/GEMINI.md"], undefined],
  [["GEMINI.md/a.txt"], undefined],
])("finds in %j %s", async (paths, found) => {
  for (const path of paths) put(path);
  expect(await instructionsIn(folder, ["GEMINI.md"])).toBe(found);
});

it("finds a link of the name, and follows none to a folder", async () => {
  put("elsewhere.md");
  symlinkSync(folder, join(folder, "round"));
  expect(await instructionsIn(folder, ["GEMINI.md"])).toBeUndefined();
  symlinkSync(join(folder, "elsewhere.md"), join(folder, "GEMINI.md"));
  expect(await instructionsIn(folder, ["GEMINI.md"])).toBe("GEMINI.md");
});

it.each([
  [[".gemini/settings.json"], ".gemini"],
  [["src/.Gemini/settings.json"], join("src", ".Gemini")],
  // A file of the name is no folder of settings.
  [[".gemini"], undefined],
])("finds in %j the folder %s", async (paths, found) => {
  for (const path of paths) put(path);
  expect(await instructionsIn(folder, [".gemini/"])).toBe(found);
});

it("takes a link for the folder that it may lead to", async () => {
  put("elsewhere/settings.json");
  symlinkSync(join(folder, "elsewhere"), join(folder, ".gemini"));
  expect(await instructionsIn(folder, [".gemini/"])).toBe(".gemini");
});

it("does not say that there is nothing where it cannot look", async () => {
  put("a.txt");
  await expect(instructionsIn(join(folder, "a.txt"), ["GEMINI.md"])).rejects.toThrow("ENOTDIR");
});

it.each([
  [["AGENTS.md", "README.md"], undefined],
  [["AGENTS.md", "src/AGENTS.md"], join("src", "AGENTS.md")],
  [["AGENTS.md", "GEMINI.md"], "GEMINI.md"],
])("finds in %j, of names that count in folders below alone, %s", async (paths, found) => {
  for (const path of paths) put(path);
  expect(await instructionsIn(folder, ["GEMINI.md"], ["AGENTS.md"])).toBe(found);
});

it("finds nothing where there is no folder", async () => {
  expect(await instructionsIn(join(folder, "gone"), ["GEMINI.md"])).toBeUndefined();
});
