import { joinPath, type Files, type Machine, type PlanningPath } from "@dgs/core";
import { describe, expect, it } from "vitest";
import { drive, type Driven } from "./drive.js";

type Texts = ReadonlyMap<PlanningPath, string>;
const path = joinPath("work.md");

/** A machine with two hands and the pieces of work a to d: capital letters are done, `>` stands before what is under way. */
const hands: Machine<Texts, string, string, string, string> = {
  read: (texts) => texts.get(path) ?? "",
  next: (state) => [...state.replace(/>./g, "")].filter((piece) => /[a-d]/.test(piece)).slice(0, 2 - (state.match(/>/g)?.length ?? 0)),
  decide: (_state, seen) => [seen],
  evolve: (state, event) => (event.startsWith("start ") ? state.replace(event.slice(-1), `>${event.slice(-1)}`) : state.replace(`>${event.slice(-1)}`, event.slice(-1).toUpperCase())),
  changes: (texts, state, event) => [{ type: "edit", path, before: texts.get(path) ?? "", edits: [{ start: 0, end: state.length, text: hands.evolve(state, event) }] }],
};

interface Hands {
  readonly driven: Driven<Texts, string, string, string, string>;
  readonly log: string[];
  /** Lets a piece of work come to its end. */
  readonly end: (piece: string) => void;
  readonly file: { text: string; readOnly: boolean };
}

function handsAtWork(more: Partial<Driven<Texts, string, string, string, string>> = {}): Hands {
  const file = { text: "abcd", readOnly: false };
  const log: string[] = [];
  const ends = new Map<string, () => void>();
  const files: Files = {
    list: () => [],
    read: () => file.text,
    head: () => file.text,
    write: ([change]) => {
      if (file.readOnly) return Promise.resolve({ type: "refused", code: "read-only", path, message: "no", remedy: "look" });
      if (change?.type === "edit") file.text = change.edits[0]?.text ?? "";
      return Promise.resolve("written");
    },
  };
  const driven: Driven<Texts, string, string, string, string> = {
    machine: hands,
    files,
    load: () => new Map([[path, file.text]]),
    filesFor: (texts) => texts,
    perform: async (piece, _state, record) => {
      await record(`start ${piece}`);
      log.push(`start ${piece}`);
      await new Promise<void>((resolve) => { ends.set(piece, resolve); });
      await record(`end ${piece}`);
      log.push(`end ${piece}`);
    },
    opening: [],
    stopped: () => false,
    restate: (seen) => seen,
    ...more,
  };
  return { driven, log, file, end: (piece) => { ends.get(piece)?.(); } };
}

const settle = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

describe("drive, with effects side by side", () => {
  it("starts the next as soon as one has ended, beside the one that is under way", async () => {
    const { driven, log, end } = handsAtWork();
    const driving = drive(driven);
    await settle();
    expect(log).toEqual(["start a", "start b"]);
    end("b");
    await settle();
    expect(log).toEqual(["start a", "start b", "end b", "start c"]);
    for (const piece of ["a", "c"]) end(piece);
    await settle();
    end("d");
    expect(await driving).toEqual({ type: "settled", state: "ABCD" });
  });

  it("starts nothing more when it is stopped, and ends when what is under way has ended", async () => {
    let stopped = false;
    const { driven, log, end } = handsAtWork({ stopped: () => stopped });
    const driving = drive(driven);
    await settle();
    stopped = true;
    end("a");
    await settle();
    end("b");
    expect(await driving).toEqual({ type: "stopped", state: "ABcd" });
    expect(log).toEqual(["start a", "start b", "end a", "end b"]);
  });

  it("gives up what is under way when nothing can be written any more, and waits for its end", async () => {
    const given: string[] = [];
    const { driven, end, file } = handsAtWork({ giveUp: () => { given.push("given up"); end("b"); } });
    const driving = drive(driven);
    await settle();
    file.readOnly = true;
    end("a");
    expect(await driving).toMatchObject({ type: "refused", state: ">a>bcd", refusal: { code: "read-only" } });
    expect(given).toEqual(["given up"]);
  });
});
