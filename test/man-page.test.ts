import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../apps/cli/src/commands.js";
import { readText, root } from "./checkout.js";
import { manPage } from "./reference/man-page.js";

const file = path.join(root, "apps/cli/man/dgs.1");
if (process.env["UPDATE_REFERENCE"] === "1") {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, manPage());
}

/** Runs a program that reads man pages; `undefined` where it is not installed. */
function run(program: string, args: readonly string[], input = ""): { readonly code: number | null; readonly stdout: string; readonly stderr: string } | undefined {
  const { error, status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8", input, env: { ...process.env, MANWIDTH: "100", MAN_KEEP_FORMATTING: "", LC_ALL: "C.UTF-8" } });
  return error === undefined ? { code: status, stdout, stderr } : undefined;
}

describe("dgs(1)", () => {
  it("is what the commands say of themselves; `npm run reference` writes it anew", () => {
    expect(readText("apps/cli/man/dgs.1")).toBe(manPage());
  });

  it("is brought along by the package, where man finds it", () => {
    const manifest = JSON.parse(readText("apps/cli/package.json")) as { man: unknown; files: string[] };
    expect(manifest.man).toEqual(["./man/dgs.1"]);
    expect(manifest.files).toContain("man");
  });

  it("is plain letters, with no line that is an order by accident", () => {
    const text = manPage();
    expect(text).not.toMatch(/[^\n\x20-\x7e]/);
    const orders = new Set([...text.matchAll(/^[.'](\S*)/gm)].map(([, order]) => order));
    expect([...orders].filter((order) => !["\\\"", "TH", "SH", "SS", "TP", "PP", "B", "BR", "br"].includes(order ?? ""))).toEqual([]);
  });

  const warned = run("man", ["--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", file]);
  it.skipIf(warned === undefined)("is read by man without a warning, and has every command (skipped where man is missing)", () => {
    expect(warned).toMatchObject({ code: 0, stderr: "" });
    const shown = run("man", ["-P", "cat", "-l", file])?.stdout ?? "";
    for (const { name } of COMMANDS) expect(shown).toContain(`dgs ${name}`);
    for (const word of ["EXIT STATUS", "ENVIRONMENT", "FILES", "DGS_ROOT", "--dry-run", "human-needed"]) expect(shown).toContain(word);
  });

  const linted = run("mandoc", ["-T", "lint", "-W", "error", file]);
  it.skipIf(linted === undefined)("is read by mandoc without an error (skipped where mandoc is missing)", () => {
    expect(linted).toMatchObject({ code: 0 });
  });
});
