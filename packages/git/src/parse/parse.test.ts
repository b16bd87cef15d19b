import { describe, expect, it } from "vitest";
import { parseHidden } from "./hidden.js";
import { parseLog } from "./log.js";
import { parseNameStatus } from "./name-status.js";
import { parseSizes } from "./sizes.js";
import { parseStages } from "./stages.js";
import { parseStatus } from "./status.js";
import { parseWorktreeList } from "./worktree-list.js";

const SHA = "a".repeat(40);
const LINK = "120000";

describe("parseStatus", () => {
  it("reads entries whose paths hold anything but NUL", () => {
    expect(parseStatus(" M a b\0?? new\nline -> x\0UU both\0")).toEqual([
      { code: " M", path: "a b" },
      { code: "??", path: "new\nline -> x" },
      { code: "UU", path: "both" },
    ]);
    expect(parseStatus("")).toEqual([]);
  });

  it("leaves out the old name of a rename and of a copy", () => {
    expect(parseStatus("R  new\0old\0C  copy\0source\0A  x\0")).toEqual([
      { code: "R ", path: "new" },
      { code: "C ", path: "copy" },
      { code: "A ", path: "x" },
    ]);
  });

  it.each(["M", "?? \0", "?? cut off", "warning: something\0"])("does not understand %j", (printed) => {
    expect(parseStatus(printed)).toBeUndefined();
  });
});

describe("parseNameStatus", () => {
  it("reads pairs", () => {
    expect(parseNameStatus("A\0a b\0T\0x\ny\0")).toEqual([{ kind: "A", path: "a b" }, { kind: "T", path: "x\ny" }]);
    expect(parseNameStatus("")).toEqual([]);
  });

  it.each(["A\0", "A\0x", "Q\0x\0", "R100\0a\0b\0"])("does not understand %j", (printed) => {
    expect(parseNameStatus(printed)).toBeUndefined();
  });
});

describe("parseLog", () => {
  it("reads commits with bodies of several lines and with none", () => {
    expect(parseLog(`${SHA}\0one\0a\n\nb\n\0${SHA}\0two\0`)).toEqual([
      { sha: SHA, subject: "one", body: "a\n\nb" },
      { sha: SHA, subject: "two", body: "" },
    ]);
    expect(parseLog("")).toEqual([]);
  });

  it.each([`${SHA}\0one`, "abc\0one\0body", "warning"])("does not understand %j", (printed) => {
    expect(parseLog(printed)).toBeUndefined();
  });
});

describe("parseStages", () => {
  it("reads the versions of a conflicted path", () => {
    expect(parseStages(`100644 ${SHA} 1\ta\tb\0${LINK} ${SHA} 3\tx\ny\0`)).toEqual([
      { mode: "100644", object: SHA, stage: 1, path: "a\tb" },
      { mode: "120000", object: SHA, stage: 3, path: "x\ny" },
    ]);
    expect(parseStages("")).toEqual([]);
  });

  it.each([`100644 ${SHA} 0\ta\0`, `100644 ${SHA} 1\ta`, "x\0"])("does not understand %j", (printed) => {
    expect(parseStages(printed)).toBeUndefined();
  });
});

it("parseHidden finds both marks, alone and together", () => {
  expect(parseHidden("H a\nh b c\nS d\ns e\n")).toEqual({ assumeUnchanged: ["b c", "e"], skipWorktree: ["d", "e"] });
});

describe("parseWorktreeList", () => {
  it("reads records, with NUL and in lines", () => {
    const fields = ["worktree /a b", `HEAD ${SHA}`, "branch refs/heads/x/y", "", "worktree /c", `HEAD ${"0".repeat(40)}`, "detached", "locked", "prunable gone", "", "worktree /d", "bare", "", ""];
    for (const separator of ["\0", "\n"] as const) {
      expect(parseWorktreeList(fields.join(separator), separator)).toEqual([
        { path: "/a b", bare: false, head: SHA, branch: "x/y", missing: false },
        { path: "/c", bare: false, locked: "", missing: true },
        { path: "/d", bare: true, missing: false },
      ]);
    }
  });

  it.each(["worktree /a", "HEAD x\0\0", "warning\0"])("does not understand %j", (printed) => {
    expect(parseWorktreeList(printed, "\0")).toBeUndefined();
  });
});

describe("parseSizes", () => {
  const commit = (numstat: string): string => `\u0001${SHA}\0date\0subject\0body\n\0${numstat}`;
  const size = (files: number, added: number, removed: number, binary: number): object => ({ sha: SHA, subject: "subject", body: "body", date: "date", files, added, removed, binary });

  it("reads commits with and without files, renamed ones, and names that hold anything but NUL", () => {
    expect(parseSizes("")).toEqual([]);
    const printed = [commit("\n1\t2\ta b\0-\t-\tbin\0" + "3\t0\t\0\u0001old\0" + "1\t1\tnew\0\0"), commit("\0"), commit("\n0\t7\tline\n5\t5\tx\0")].join("");
    expect(parseSizes(printed)).toEqual([size(3, 4, 2, 1), size(0, 0, 0, 0), size(1, 0, 7, 0)]);
  });

  it.each(["warning: something\0", `\u0001${SHA}\0date\0`, `${SHA}\0date\0subject\0body\0`])("does not understand %j", (printed) => {
    expect(parseSizes(printed)).toBeUndefined();
  });
});
