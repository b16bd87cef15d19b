import { joinPath, type Files, type Machine, type PlanningPath } from "@dgs/core";
import { describe, expect, it } from "vitest";
import { drive, type Driven } from "./drive.js";

type Texts = ReadonlyMap<PlanningPath, string>;
const path = joinPath("count.md");

/** A machine that counts to three in a file. */
const counter: Machine<Texts, number, "count", "counted", "one-more"> = {
  read: (texts) => (texts.get(path) ?? "").length,
  next: (state) => (state < 3 ? ["count"] : []),
  decide: () => ["one-more"],
  evolve: (state) => state + 1,
  changes: (texts) => [{ type: "edit", path, before: texts.get(path) ?? "", edits: [{ start: 0, end: 0, text: "x" }] }],
};

function driven(files: { text: string }, more: Partial<Driven<Texts, number, "count", "counted", "one-more">> = {}): Driven<Texts, number, "count", "counted", "one-more"> {
  const port: Files = {
    list: () => [],
    read: () => files.text,
    head: () => files.text,
    write: ([change]) => {
      if (change?.type !== "edit" || change.before !== files.text) return Promise.resolve({ type: "refused", code: "changed-meanwhile", path, message: "changed", remedy: "look" });
      files.text = `x${files.text}`;
      return Promise.resolve("written");
    },
  };
  return {
    machine: counter,
    files: port,
    load: () => new Map([[path, files.text]]),
    filesFor: (texts) => texts,
    perform: (_effect, _state, record) => record("counted"),
    opening: [],
    stopped: () => false,
    restate: (seen) => seen,
    ...more,
  };
}

describe("drive", () => {
  it("performs what is next until nothing is, and writes each event", async () => {
    const files = { text: "" };
    expect(await drive(driven(files))).toEqual({ type: "settled", state: 3 });
    expect(files.text).toBe("xxx");
  });

  it("stops before the next effect when it is told to", async () => {
    const files = { text: "" };
    expect(await drive(driven(files, { stopped: () => files.text.length === 2 }))).toEqual({ type: "stopped", state: 2 });
  });

  it("reads a file again that somebody saved meanwhile, and says the same of what it is now", async () => {
    const files = { text: "" };
    let edits = 0;
    const perform: Driven<Texts, number, "count", "counted", "one-more">["perform"] = (_effect, _state, record) => {
      if (edits++ === 0) files.text = "y";
      return record("counted");
    };
    expect(await drive(driven(files, { perform }))).toEqual({ type: "settled", state: 3 });
    expect(files.text).toBe("xxy");
  });

  it("refuses when what was seen cannot be said of the file any more, or when the file changes without end", async () => {
    const files = { text: "" };
    const spoil: Driven<Texts, number, "count", "counted", "one-more">["perform"] = (_effect, _state, record) => {
      files.text = "z";
      return record("counted");
    };
    expect(await drive(driven(files, { perform: spoil, restate: () => undefined }))).toMatchObject({ type: "refused", refusal: { code: "changed-meanwhile" } });
    let spoiled = 0;
    const always = driven(files, { restate: (seen) => { files.text = `z${String(spoiled++)}`; return seen; }, perform: spoil, load: () => new Map([[path, "o"]]) });
    expect(await drive(always)).toMatchObject({ type: "refused" });
  });

  it("writes observations of effects side by side one after the other", async () => {
    const files = { text: "" };
    const twice: typeof counter = { ...counter, next: (state) => (state < 2 ? ["count", "count"] : []) };
    expect(await drive(driven(files, { machine: twice }))).toEqual({ type: "settled", state: 2 });
    expect(files.text).toBe("xx");
  });

  it("ends with an error instead of asking for the same without end", async () => {
    await expect(drive(driven({ text: "" }, { perform: () => Promise.resolve() }))).rejects.toThrow("records nothing of it");
  });
});
