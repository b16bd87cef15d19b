import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync, lstatSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type BuiltProgram, buildProgram } from "./built-program.js";
import { makeProduct, type SampleProduct } from "./sample-product.js";

let program: BuiltProgram;
let product: SampleProduct;
beforeAll(() => { program = buildProgram(); }, 120_000);
afterAll(() => { program.remove(); });
afterEach(() => {
  chmodSync(product.base, 0o755);
  product.remove();
});

/** Every name and every byte below the product: what "nothing was written" means. */
function fingerprint(): string {
  const hash = createHash("sha256");
  for (const name of readdirSync(product.base, { recursive: true, encoding: "utf8" }).sort()) {
    const file = path.join(product.base, name);
    const stat = lstatSync(file);
    hash.update(`${name}\0${String(stat.mode)}\0`);
    if (stat.isSymbolicLink()) hash.update(readlinkSync(file));
    else if (stat.isFile()) hash.update(readFileSync(file));
  }
  return hash.digest("hex");
}

const put = (file: string, text: string | Uint8Array): void => {
  mkdirSync(path.dirname(path.join(product.planning, file)), { recursive: true });
  writeFileSync(path.join(product.planning, file), text);
};
/** A folder that is not below the product, for links to lead to. */
const outside = (): string => mkdtempSync(path.join(tmpdir(), "dgs-outside-"));
const remove = (file: string): void => { rmSync(path.join(product.planning, file), { recursive: true }); };
const job = (steps: string): string => `# Job\n\n- **Version:** v1.0\n- **Status:** pending\n\n## Steps\n\n${steps}\n`;

/** The command line, what is wrong with the product, and what is said: code, place, exit code. */
const cases: [string, () => void, string[], string, RegExp, number][] = [
  ["no planning folder", () => { rmSync(product.planning, { recursive: true }); }, ["progress"], "no-planning-folder", /^\.$/, 2],
  ["two planning folders", () => { mkdirSync(path.join(product.base, ".gsd")); }, ["progress"], "two-planning-folders", /^\.$/, 2],
  ["a root that is not there", () => undefined, ["progress", "--root", "nowhere"], "no-such-folder", /nowhere$/, 2],
  ["an unknown version", () => undefined, ["create-milestone-job", "v9.9", "--yes"], "unknown-version", /ROADMAP\.md/, 2],
  ["no version at all", () => undefined, ["create-milestone-job", "tomorrow", "--yes"], "bad-version", /^\.planning$/, 2],
  ["an empty roadmap", () => { put("ROADMAP.md", "# Roadmap\n"); }, ["create-milestone-job", "--yes"], "roadmap-empty", /ROADMAP\.md/, 2],
  ["no roadmap", () => { remove("ROADMAP.md"); }, ["create-milestone-job", "--yes"], "roadmap-missing", /ROADMAP\.md/, 2],
  ["a job that exists", () => { put("jobs/pending/milestone-v1.0.md", job("- [ ] `/dgs:map-codebase`")); }, ["create-milestone-job", "--yes"], "job-exists", /jobs\/pending\/milestone-v1\.0\.md/, 2],
  ["no job", () => undefined, ["run-job", "v1.0", "--", "true"], "no-such-job", /jobs\/pending/, 2],
  ["a broken step line", () => { put("jobs/pending/milestone-v1.0.md", job("- [ ] `/dgs:map-codebase`\n- [ ] `/dgs:plan-phase`")); }, ["run-job", "v1.0", "--", "true"], "bad-argument", /jobs\/pending\/milestone-v1\.0\.md:9:7$/, 2],
  ["an unknown step", () => { put("jobs/pending/milestone-v1.0.md", job("- [ ] `/dgs:deploy 3`")); }, ["run-job", "v1.0", "--", "true"], "unknown-command", /milestone-v1\.0\.md:8:7$/, 2],
  ["an unknown marker", () => { put("jobs/pending/milestone-v1.0.md", job("- [?] `/dgs:map-codebase`")); }, ["run-job", "v1.0", "--dry-run"], "unknown-marker", /milestone-v1\.0\.md:8:4$/, 2],
  ["one job in two folders", () => { put("jobs/pending/milestone-v1.0.md", job("- [ ] `/dgs:map-codebase`")); put("jobs/in-progress/milestone-v1.0.md", job("- [ ] `/dgs:map-codebase`")); }, ["run-job", "v1.0", "--", "true"], "job-in-two-folders", /milestone-v1\.0\.md/, 2],
  ["a job that is not in progress", () => { put("jobs/pending/milestone-v1.0.md", job("- [ ] `/dgs:map-codebase`")); }, ["cancel-job", "v1.0"], "job-not-in-progress", /milestone-v1\.0\.md/, 2],
  ["invalid UTF-8 in the roadmap", () => { put("ROADMAP.md", Uint8Array.from([0x23, 0x20, 0x52, 0x0a, 0xff])); }, ["create-milestone-job", "--yes"], "not-utf8", /ROADMAP\.md:2:1$/, 2],
  ["invalid UTF-8 in a job", () => { put("jobs/pending/milestone-v1.0.md", Uint8Array.from([0x23, 0xc3, 0x28])); }, ["run-job", "v1.0", "--", "true"], "not-utf8", /milestone-v1\.0\.md:1:2$/, 2],
  ["a configuration that is no JSON", () => { put("config.json", '{\n  "mode": yolo\n}\n'); }, ["progress"], "config-syntax", /config\.json:2:\d+$/, 2],
  ["an unknown profile", () => { put("config.json", '{"model_profile": "lavish"}\n'); }, ["progress"], "config-value-unusable", /config\.json:1:\d+$/, 2],
  ["a roadmap that is a link out of the root", () => { remove("ROADMAP.md"); symlinkSync(outside(), path.join(product.planning, "ROADMAP.md")); }, ["progress"], "leaves-root", /ROADMAP\.md/, 2],
  ["a jobs folder that is a link out of the root", () => { symlinkSync(outside(), path.join(product.planning, "jobs")); }, ["create-milestone-job", "--yes"], "leaves-root", /jobs/, 2],
  ["a project that climbs out", () => undefined, ["progress", "--project", "../.."], "unknown-project", /planning/, 2],
];

describe("bad input", () => {
  it.each(cases)("%s: a message with place and remedy, the right exit code, nothing written", (_, spoil, args, code, at, exit) => {
    product = makeProduct();
    spoil();
    const before = fingerprint();
    const json = program.run([...args.slice(0, args.includes("--") ? args.indexOf("--") : args.length), "--json", ...(args.includes("--") ? args.slice(args.indexOf("--")) : [])], { cwd: product.base });
    const { error } = JSON.parse(json.stdout) as { error: { code: string; message: string; at?: string; remedy: string } };
    expect({ code: error.code, exit: json.code }).toEqual({ code, exit });
    expect(error.at ?? "").toMatch(at);
    expect(error.message).toMatch(/\S/);
    expect(error.remedy).toMatch(/\S/);
    const plain = program.run(args, { cwd: product.base });
    expect(plain.code).toBe(exit);
    expect(plain.stdout).toBe("");
    expect(plain.stderr).toContain(error.message.slice(0, 20));
    expect(fingerprint()).toBe(before);
  });

  it("a folder that may not be written: nothing is half written", (context) => {
    product = makeProduct();
    if (process.getuid?.() === 0) context.skip("root may write everywhere");
    chmodSync(product.planning, 0o555);
    const before = fingerprint();
    const end = program.run(["create-milestone-job", "--yes", "--json"], { cwd: product.base });
    chmodSync(product.planning, 0o755);
    expect(end.code).toBe(2);
    expect(JSON.parse(end.stdout)).toMatchObject({ error: { code: "read-only" } });
    chmodSync(product.planning, 0o555);
    expect(fingerprint()).toBe(before);
    chmodSync(product.planning, 0o755);
  });

  it("a disk that is full: refused, the old file whole, nothing beside it", (context) => {
    product = makeProduct();
    if (process.platform !== "linux" || !existsSync("/bin/bash")) context.skip("needs a limit on the size of files, as bash on Linux sets it");
    // A limit on file size stands for the full disk: writing ends with EFBIG after the first byte that is too many.
    put("jobs/pending/.keep", "");
    const before = fingerprint();
    const end = program.runLimited(["create-milestone-job", "--yes", "--json"], { cwd: product.base });
    expect(end.code).toBe(1);
    expect(JSON.parse(end.stdout)).toMatchObject({ error: { code: "disk-full" } });
    expect(fingerprint()).toBe(before);
  });
});
