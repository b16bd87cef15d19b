import { joinPath } from "@dgs/core";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDisk, type Disk } from "./disk.js";
import { createPlanningFiles, sweepTemporaries } from "./planning-files.js";

const path = joinPath("jobs", "pending", "milestone-v1.md");
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "dgs files "));
});
afterEach(() => {
  chmodSync(root, 0o755);
  rmSync(root, { recursive: true, force: true });
});

function put(text: string | Uint8Array): string {
  mkdirSync(join(root, "jobs", "pending"), { recursive: true });
  writeFileSync(join(root, path), text);
  return join(root, path);
}

function failing(operation: keyof Disk, code: string): Disk {
  return { ...createDisk(), [operation]: () => { throw Object.assign(new Error(`${code}: simulated`), { code }); } };
}

/** Every name below the root, temporary files included. */
function names(): string[] {
  return readdirSync(root, { recursive: true, encoding: "utf8" }).sort();
}

describe("writing", () => {
  it("creates folders and files, edits, moves and deletes, and leaves nothing beside them", async () => {
    const files = createPlanningFiles({ root });
    expect(await files.write([{ type: "create", path, text: "\ufeffa\r\nb" }])).toBe("written");
    expect(await files.write([{ type: "edit", path, before: "\ufeffa\r\nb", edits: [{ start: 1, end: 2, text: "ä" }] }])).toBe("written");
    const to = joinPath("jobs", "completed", "milestone-v1.md");
    expect(await files.write([{ type: "move", from: path, to }])).toBe("written");
    expect(readFileSync(join(root, to), "utf8")).toBe("\ufeffä\r\nb");
    expect(names()).toEqual(["jobs", "jobs/completed", "jobs/completed/milestone-v1.md", "jobs/pending"]);
    expect(await files.write([{ type: "delete", path: to, before: "\ufeffä\r\nb" }])).toBe("written");
    expect(files.read(to)).toBeUndefined();
  });

  it("keeps the file's permissions", async () => {
    chmodSync(put("a"), 0o600);
    expect(await createPlanningFiles({ root }).write([{ type: "edit", path, before: "a", edits: [{ start: 0, end: 1, text: "b" }] }])).toBe("written");
    expect(readFileSync(join(root, path), "utf8")).toBe("b");
  });

  it("refuses to edit what somebody changed between read and write, and writes nothing", async () => {
    put("theirs");
    const refusal = await createPlanningFiles({ root }).write([{ type: "edit", path, before: "ours", edits: [{ start: 0, end: 4, text: "new" }] }]);
    expect(refusal).toMatchObject({ type: "refused", code: "changed-meanwhile", path });
    expect(readFileSync(join(root, path), "utf8")).toBe("theirs");
  });

  it.each([
    ["behind its first part", (text: string) => `${text.slice(0, -1)}!`],
    ["by a longer one", (text: string) => `${text}!`],
    ["by a shorter one", (text: string) => text.slice(0, 131_072)],
    ["by an empty one", () => ""],
  ])("sees that a long file was changed %s", async (_, change) => {
    const ours = "0123456789abcdef".repeat(10_000);
    const edit = { type: "edit" as const, path, before: ours, edits: [{ start: 0, end: 1, text: "new" }] };
    put(change(ours));
    expect(await createPlanningFiles({ root }).write([edit])).toMatchObject({ code: "changed-meanwhile" });
    expect(readFileSync(join(root, path), "utf8")).toBe(change(ours));
    put(ours);
    expect(await createPlanningFiles({ root }).write([edit])).toBe("written");
  });

  it("refuses when somebody saves while the temporary file is written", async () => {
    put("ours");
    const disk = createDisk();
    const racing: Disk = { ...disk, writeNew: (file, bytes, mode) => { disk.writeNew(file, bytes, mode); put("theirs"); } };
    expect(await createPlanningFiles({ root, disk: racing }).write([{ type: "edit", path, before: "ours", edits: [{ start: 0, end: 4, text: "new" }] }])).toMatchObject({ code: "changed-meanwhile" });
    expect(readFileSync(join(root, path), "utf8")).toBe("theirs");
    expect(names()).toEqual(["jobs", "jobs/pending", "jobs/pending/milestone-v1.md"]);
  });

  it.each([
    ["create" as const, "exists"],
    ["move" as const, "exists"],
  ])("refuses to %s over a file that is there", async (type, code) => {
    put("theirs");
    const other = joinPath("other.md");
    writeFileSync(join(root, other), "mine");
    const change = type === "create" ? { type, path, text: "new" } : { type, from: other, to: path };
    expect(await createPlanningFiles({ root }).write([change])).toMatchObject({ code });
    expect(readFileSync(join(root, path), "utf8")).toBe("theirs");
    expect(readFileSync(join(root, other), "utf8")).toBe("mine");
  });

  it.each([
    ["writeNew" as const, "ENOSPC", "disk-full"],
    ["writeNew" as const, "EDQUOT", "disk-full"],
    ["writeNew" as const, "EROFS", "read-only"],
    ["writeNew" as const, "EACCES", "read-only"],
    ["rename" as const, "EACCES", "read-only"],
    ["rename" as const, "EIO", "io"],
  ])("a disk whose %s says %s is a refusal %s, and the old text stays", async (operation, errno, code) => {
    put("old");
    const refusal = await createPlanningFiles({ root, disk: failing(operation, errno) }).write([{ type: "edit", path, before: "old", edits: [{ start: 0, end: 3, text: "new" }] }]);
    expect(refusal).toMatchObject({ type: "refused", code });
    expect(readFileSync(join(root, path), "utf8")).toBe("old");
  });

  it("really refuses in a folder that may not be written", async (context) => {
    if (process.getuid?.() === 0) context.skip("root may write everywhere");
    put("old");
    chmodSync(join(root, "jobs", "pending"), 0o555);
    const refusal = await createPlanningFiles({ root }).write([{ type: "edit", path, before: "old", edits: [{ start: 0, end: 3, text: "new" }] }]);
    chmodSync(join(root, "jobs", "pending"), 0o755);
    expect(refusal).toMatchObject({ code: "read-only" });
  });
});

describe("reading", () => {
  it("refuses bytes that are not UTF-8 and says where they are; nothing is replaced", () => {
    const file = put(Uint8Array.from([0x61, 0x0a, 0xc3, 0xa4, 0x62, 0xff, 0x63]));
    expect(createPlanningFiles({ root }).read(path)).toMatchObject({ type: "refused", code: "not-utf8", position: { line: 2, column: 4 }, message: expect.stringContaining("line 2, column 4") as string });
    expect([...readFileSync(file)]).toEqual([0x61, 0x0a, 0xc3, 0xa4, 0x62, 0xff, 0x63]);
  });

  it("follows no symbolic link out of the root", () => {
    symlinkSync(tmpdir(), join(root, "out"));
    writeFileSync(join(root, "in.md"), "in");
    symlinkSync("in.md", join(root, "link.md"));
    const files = createPlanningFiles({ root });
    expect(files.read(joinPath("out", "x.md"))).toMatchObject({ code: "leaves-root" });
    expect(files.read(joinPath("link.md"))).toBe("in");
  });

  it("follows none for a head or a listing either, whatever it found before", async () => {
    const outside = mkdtempSync(join(tmpdir(), "dgs outside "));
    writeFileSync(join(outside, "x.md"), "theirs");
    mkdirSync(join(root, "in"));
    writeFileSync(join(root, "in", "x.md"), "ours");
    symlinkSync("x.md", join(root, "in", "link.md"));
    symlinkSync(join(outside, "x.md"), join(root, "in", "out.md"));
    const files = createPlanningFiles({ root });
    expect(files.list(joinPath("in"))).toEqual(["link.md", "out.md", "x.md"]);
    expect(files.head(joinPath("in", "x.md"))).toBe("ours");
    expect(files.head(joinPath("in", "link.md"))).toBe("ours");
    expect(files.head(joinPath("in", "out.md"))).toMatchObject({ code: "leaves-root" });
    await Promise.resolve();
    rmSync(join(root, "in"), { recursive: true });
    symlinkSync(outside, join(root, "in"));
    expect(files.head(joinPath("in", "x.md"))).toMatchObject({ code: "leaves-root" });
    expect(files.list(joinPath("in"))).toMatchObject({ code: "leaves-root" });
    rmSync(outside, { recursive: true });
  });

  it("refuses a head with bytes that are not UTF-8, in short and in long files, and reads the sign for them as it stands", () => {
    for (const rest of [0, 9000]) {
      put(Buffer.concat([Buffer.from("---\na: 1\n---\n"), Buffer.from([0xff]), Buffer.alloc(rest, "x\n")]));
      expect(createPlanningFiles({ root }).head(path)).toMatchObject({ code: "not-utf8" });
      const text = `---\na: \ufffd\n---\n${"x\n".repeat(rest)}`;
      put(text);
      expect(createPlanningFiles({ root }).head(path)).toBe(text);
    }
  });

  it("refuses to write through a symbolic link that leads out of the root", async () => {
    symlinkSync(tmpdir(), join(root, "jobs"));
    expect(await createPlanningFiles({ root }).write([{ type: "create", path, text: "x" }])).toMatchObject({ code: "leaves-root" });
  });

  it("reads a head to the end of its front matter, however long", () => {
    const long = `---\nfiles:\n${"  - a/very/long/path\n".repeat(500)}---\nbody\n`;
    put(long);
    expect(createPlanningFiles({ root }).head(path)).toBe(long);
    put(`---\na: 1\n---\n${"ä".repeat(5000)}\n`);
    expect(createPlanningFiles({ root }).head(path)).toBe("---\na: 1\n---\n");
  });

  it("lists folders with a slash, sorted; a folder that is not there is undefined", () => {
    put("x");
    const files = createPlanningFiles({ root });
    expect(files.list("")).toEqual(["jobs/"]);
    expect(files.list(joinPath("nowhere"))).toBeUndefined();
  });
});

describe("sweepTemporaries", () => {
  it("removes what a killed run left and nothing else", () => {
    put("x");
    writeFileSync(join(root, "jobs", "pending", ".milestone-v1.md.dgs-tmp"), "half");
    writeFileSync(join(root, "jobs", "pending", ".mine"), "kept");
    sweepTemporaries(root, ["jobs/pending", "nowhere"]);
    expect(readdirSync(join(root, "jobs", "pending")).sort()).toEqual([".mine", "milestone-v1.md"]);
  });
});
