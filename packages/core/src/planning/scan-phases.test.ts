import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePhaseFolderName } from "./phase-folder-name.js";
import { scanPhases, type PhaseScan } from "./scan-phases.js";
import { wantedFolders } from "./wanted-folders.js";

/** Listings of a tree that is written as one path per line. */
function listingsOf(...files: readonly string[]): Map<string, string[]> {
  const folders = new Map<string, Set<string>>();
  for (const file of files) {
    const parts = file.split("/");
    for (let i = 0; i < parts.length; i++) {
      const folder = parts.slice(0, i).join("/");
      const names = folders.get(folder) ?? new Set();
      if (parts[i] !== "") names.add(`${parts[i] ?? ""}${i < parts.length - 1 ? "/" : ""}`);
      folders.set(folder, names);
    }
  }
  return new Map([...folders].map(([folder, names]) => [folder, [...names].sort()]));
}

const scan = (...files: readonly string[]): PhaseScan => scanPhases(listingsOf(...files));
const codes = (result: PhaseScan): string[] => result.problems.map((problem) => `${problem.code} ${problem.path}`);

describe("phase folders", () => {
  it.each([
    ["05-security", "05", "security"], ["5-security", "05", "security"], ["02.1-hotfix", "02.1", "hotfix"], ["2.1-x", "02.1", "x"],
    ["12a-x", "12a", "x"], ["12A.1.2-x", "12A.1.2", "x"], ["CK-05-billing", "05", "billing"], ["01", "01", ""], ["05-", "05", ""],
    ["14-2026-photos", "14", "2026-photos"], ["100-x", "100", "x"], ["00-x", "00", "x"], ["999.1-someday", "999.1", "someday"],
    ["05-安全", "05", "安全"],
  ])("%s is phase %s", (name, phase, slug) => { expect(parsePhaseFolderName(name)).toMatchObject({ phase, slug }); });

  it.each(["01_foo", "phase-1-foo", "security", "01foo", "-1", "1..2-x"])("%s is none", (name) => { expect(parsePhaseFolderName(name)).toBeUndefined(); });

  it("takes a configured code in any case, and ids of the project's own", () => {
    expect(parsePhaseFolderName("ck-05-billing", { naming: "sequential", code: "CK" })).toMatchObject({ phase: "05", slug: "billing" });
    expect(parsePhaseFolderName("AUTH-101-login", { naming: "custom", code: undefined })).toMatchObject({ phase: "AUTH-101", slug: "login" });
    expect(parsePhaseFolderName("SETUP-tools", { naming: "custom", code: undefined })).toMatchObject({ phase: "SETUP", slug: "tools" });
    expect(parsePhaseFolderName("07-x", { naming: "custom", code: undefined })).toMatchObject({ phase: "07" });
  });

  it("reports what is no phase folder, and zeros too many", () => {
    const result = scan("phases/001-foo/x.md", "phases/01_bar/x.md", "phases/.cache/x", "phases/07-10-PLAN.md", "phases/notes.md");
    expect(result.folders.map(({ path }) => path)).toEqual(["phases/001-foo"]);
    expect(codes(result)).toEqual(["phase-folder-padding phases/001-foo", "phase-folder-unread phases/01_bar", "plan-outside-phase phases/07-10-PLAN.md"]);
  });

  it("prefers the padded one of two folders of a phase, else the first", () => {
    const result = scan("phases/1-foo/01-01-PLAN.md", "phases/01-foo/01-02-PLAN.md", "phases/02-a/x.md", "phases/02-b/x.md");
    expect(result.folders.map(({ path }) => path)).toEqual(["phases/01-foo", "phases/02-a"]);
    expect(codes(result)).toEqual(["duplicate-phase-folder phases/02-b", "duplicate-phase-folder phases/1-foo"]);
  });

  it("keeps 2.1 and 2.10 apart", () => {
    expect(scan("phases/02.1-a/x", "phases/02.10-b/x", "phases/02.1.1-c/x").folders.map(({ phase }) => phase)).toEqual(["02.1", "02.1.1", "02.10"]);
  });

  it("says of archived folders which milestone keeps them, and tells no folders from nothing found", () => {
    const result = scan("milestones/v1.0-phases/01-foo/01-01-PLAN.md", "milestones/v1.10-phases/01-bar/x.md", "milestones/old/x.md", "milestones/v1.0-ROADMAP.md");
    expect(result.folders.map(({ phase, milestone, path }) => [phase, milestone, path])).toEqual([
      ["01", "v1.0", "milestones/v1.0-phases/01-foo"], ["01", "v1.10", "milestones/v1.10-phases/01-bar"],
    ]);
    expect(codes(result)).toEqual(["milestone-folder-unread milestones/old"]);
    expect(result.looked).toBe(false);
    expect(scan("phases/").looked).toBe(true);
  });

  it("counts what lies in a milestone of gsd-2 and takes none of it", () => {
    const result = scan("milestones/M001/M001-SUMMARY.md", "milestones/M001/slices/S01/S01-PLAN.md", "milestones/M001/slices/S01/tasks/T01-PLAN.md", "milestones/M001/slices/S01/tasks/T01-SUMMARY.md");
    expect(result.folders).toEqual([]);
    expect(result.problems).toHaveLength(1);
    expect(result.problems[0]?.message).toContain("2 plan files and 2 summary files");
  });
});

describe("files of a phase", () => {
  const files = (...names: readonly string[]): PhaseScan => scan(...names.map((name) => `phases/05-security/${name}`));
  const plans = (result: PhaseScan): [string, string | undefined][] => (result.folders[0]?.plans ?? []).map((plan) => [plan.id, plan.summary?.split("/").slice(2).join("/")]);

  it("matches summaries by id, whatever the padding or slug", () => {
    const result = files("05-01-PLAN.md", "05-01-SUMMARY.md", "05-02-limiter-PLAN.md", "05-02-SUMMARY.md", "5-3-PLAN.md", "05-03-SUMMARY.md", "CK-05-04-PLAN.md", "05-10-PLAN.md", "05-9-PLAN.md", "05-02b-PLAN.md", "05-02b-SUMMARY.md");
    expect(plans(result)).toEqual([
      ["05-01", "05-01-SUMMARY.md"], ["05-02", "05-02-SUMMARY.md"], ["05-02b", "05-02b-SUMMARY.md"], ["05-03", "05-03-SUMMARY.md"], ["05-04", undefined], ["05-09", undefined], ["05-10", undefined],
    ]);
    expect(result.problems).toEqual([]);
  });

  it("takes a single PLAN.md with its SUMMARY.md, and the folder plans/", () => {
    expect(plans(files("PLAN.md", "SUMMARY.md"))).toEqual([["05-01", "SUMMARY.md"]]);
    expect(plans(files("plans/PLAN-01-x.md", "plans/SUMMARY-01-x.md", "plans/PLAN-02.md", "plans/notes.md"))).toEqual([["05-01", "plans/SUMMARY-01-x.md"], ["05-02", undefined]]);
  });

  it("never counts what is only named like a plan or summary, and never passes over it", () => {
    const odd = ["01-PLAN-01-foo.md", "05-03-plan.md", "05-07-PLAN.MD", "05-DEPLOYMENT-PLAN-notes.md", "05-FINAL-SUMMARY.md", "05-REVIEW-PLANNING.md", "05-UAT-SUMMARY.md", "PLAN-02.md", "PLAN-SUMMARY.md"];
    const result = files(...odd);
    expect(plans(result)).toEqual([]);
    expect(codes(result).sort()).toEqual(odd.map((name) => `plan-name-unread phases/05-security/${name}`).sort());
  });

  it("leaves alone what other tools write beside a plan", () => {
    expect(files("05-01-PLAN-OUTLINE.md", "05-01-PLAN-REVIEW.md", "05-01-PLAN.pre-bounce.md", "05-01-PLAN.md.bak").problems).toEqual([]);
  });

  it("reports files of another phase and summaries without a plan", () => {
    const result = files("06-01-PLAN.md", "05-01-PLAN.md", "05-09-SUMMARY.md");
    expect(plans(result)).toEqual([["05-01", undefined]]);
    expect(result.folders[0]?.orphanSummaries).toEqual(["phases/05-security/05-09-SUMMARY.md"]);
    expect(codes(result)).toEqual(["file-of-another-phase phases/05-security/06-01-PLAN.md", "summary-without-plan phases/05-security/05-09-SUMMARY.md"]);
  });

  it("lets no short summary complete either of two plans with one id", () => {
    const result = files("05-01-a-PLAN.md", "05-01-b-PLAN.md", "05-01-b-SUMMARY.md", "05-01-SUMMARY.md");
    expect(plans(result)).toEqual([["05-01", undefined], ["05-01", "05-01-b-SUMMARY.md"]]);
    expect(codes(result)).toEqual(["duplicate-plan-id phases/05-security/05-01-b-PLAN.md", "summary-without-plan phases/05-security/05-01-SUMMARY.md"]);
  });

  it("finds the documents of the phase, not those of a plan", () => {
    const result = files("05-CONTEXT.md", "CONTEXT.md", "RESEARCH.md", "05-02-VERIFICATION.md", "05-VERIFICATION.md", "05-UAT.md", "05-UAT-LOG.md", "05-HUMAN-UAT.md", "5-VALIDATION.md", "05-PATTERNS.md");
    expect(result.folders[0]?.documents).toEqual(Object.fromEntries([
      ["CONTEXT", "05-CONTEXT.md"], ["RESEARCH", "RESEARCH.md"], ["VERIFICATION", "05-VERIFICATION.md"], ["UAT", "05-UAT.md"], ["UAT-LOG", "05-UAT-LOG.md"], ["HUMAN-UAT", "05-HUMAN-UAT.md"], ["VALIDATION", "5-VALIDATION.md"],
    ].map(([kind, name]) => [kind, `phases/05-security/${name ?? ""}`])));
    expect(result.folders[0]?.others).toEqual(["phases/05-security/05-02-VERIFICATION.md", "phases/05-security/05-PATTERNS.md"]);
  });

  it("knows what is kept of checkpoints: no document, nothing else, no problem", () => {
    const result = files("05-01-PLAN.md", "05-01-CHECKPOINT.md", "05-1-CHECKPOINT.md", "05-CHECKPOINT.md", "06-01-CHECKPOINT.md");
    expect(codes(result)).toEqual([]);
    expect(result.folders[0]?.others).toEqual(["phases/05-security/05-CHECKPOINT.md", "phases/05-security/06-01-CHECKPOINT.md"]);
  });

  it("reports a name that no planning path can have", () => {
    expect(codes(files("05-01\\x-PLAN.md"))).toEqual(["file-name-unusable phases/05-security/05-01\\x-PLAN.md"]);
  });
});

describe("wantedFolders", () => {
  it("asks for what is there and nothing else, until nothing is wanted", () => {
    const disk = listingsOf("ROADMAP.md", "phases/05-a/05-01-PLAN.md", "phases/05-a/assets/x.png", "phases/06-b/plans/PLAN-01.md", "milestones/v1.0-phases/01-x/x.md", "milestones/M001/slices/S01/tasks/T01-PLAN.md", "milestones/old/x/y.md");
    const known = new Map<string, readonly string[] | undefined>();
    const rounds: string[][] = [];
    for (let wanted = wantedFolders(known); wanted.length > 0; wanted = wantedFolders(known)) {
      rounds.push(wanted);
      for (const folder of wanted) known.set(folder, disk.get(folder));
    }
    expect(rounds).toEqual([
      ["phases", "milestones"],
      ["phases/05-a", "phases/06-b", "milestones/M001", "milestones/v1.0-phases"],
      ["phases/06-b/plans", "milestones/M001/slices", "milestones/v1.0-phases/01-x"],
      ["milestones/M001/slices/S01"],
      ["milestones/M001/slices/S01/tasks"],
    ]);
  });

  it("works below a project's folder", () => {
    expect(wantedFolders(new Map(), "shop" as never)).toEqual(["shop/phases", "shop/milestones"]);
  });
});

it("never throws, whatever the names are", () => {
  const name = fc.oneof(fc.string(), fc.constantFrom("05-01-PLAN.md", "PLAN.md", "x-PLAN.md", "05-SUMMARY.md", "plans/", "05-a/", "..", "/", "a\\b-SUMMARY.md"));
  const names = fc.array(name, { maxLength: 8 });
  fc.assert(fc.property(names, names, names, (phases, inside, archive) => {
    const listings = new Map([["phases", phases], ["milestones", archive], ["phases/05-a", inside], ["phases/05-a/plans", inside]]);
    scanPhases(listings);
    wantedFolders(listings);
  }));
});
