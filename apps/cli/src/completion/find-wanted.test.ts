import { expect, it } from "vitest";
import { findWanted } from "./find-wanted.js";

/** What is wanted behind a line, in a word; `|` stands for the cursor at the end of the last word. */
function wanted(line: string): string {
  const words = line.split(" ");
  const { wanted: found, before, typed } = findWanted(words.slice(0, -1), words.at(-1) ?? "");
  const rest = `${before}|${typed}`;
  switch (found.type) {
    case "option": return `options ${rest}`;
    case "word": return `${found.values.slice(0, 2).join(",")} ${rest}`;
    case "named": return `${found.completes} ${rest}`;
    default: return `${found.type} ${rest}`;
  }
}

it.each([
  ["", "command |"],
  ["run", "command |run"],
  ["--json ", "command |"],
  ["--root x ", "command |"],
  ["help ", "command |"],
  ["help run-job ", "text |"],
  ["nonsense ", "text |"],
  ["run-job ", "version |"],
  ["cancel-job v", "job |v"],
  ["run-job v1 ", "options |"],
  ["run-job v1 x", "text |x"],
  ["run-job --", "options |--"],
  ["run-job --agent ", "claude,codex |"],
  ["run-job --agent=cl", "claude,codex --agent=|cl"],
  ["run-job --tape ", "file |"],
  ["run-job --tape=a", "file --tape=|a"],
  ["run-job --dry-run=", "text --dry-run=|"],
  ["run-job --tape --json ", "version |"],
  ["run-job v1 -- ", "program |"],
  ["run-job v1 -- ./agent --", "program |--"],
  ["plan-phase ", "phase |"],
  ["answer ", "waiting |"],
  ["why ", "target |"],
  ["why v1.0 4", "text |4"],
  ["answer 03-01 ", "text |"],
  ["settings ", "show,set-profile |"],
  ["settings set-profile ", "profile |"],
  ["settings show ", "options |"],
  ["worktrees setup ", "worktree |"],
  ["worktrees prune ", "options |"],
  ["agents check ", "agent |"],
  ["submit 2 a.md b", "file |b"],
  ["recover --undo-rollback ", "job |"],
  ["mcp --root ", "folder |"],
  ["--project ", "project |"],
  ["completion ", "bash,zsh |"],
])("wants, behind %j, %s", (line, said) => {
  expect(wanted(line)).toBe(said);
});

it("offers no option twice, but one that may be repeated", () => {
  const names = (line: string): string[] => {
    const { wanted: found } = findWanted(line.split(" "), "--");
    return found.type === "option" ? found.options.map(({ name }) => name) : [];
  };
  expect(names("run-job")).toEqual(expect.arrayContaining(["dry-run", "agent", "json", "help"]));
  expect(names("run-job --dry-run --agent=claude")).not.toEqual(expect.arrayContaining(["dry-run"]));
  expect(names("run-job --dry-run --agent claude -h")).toEqual(expect.not.arrayContaining(["agent", "help", "dry-run"]));
  expect(names("init --repo ../api")).toContain("repo");
});

it("hears the root and the project that the line names", () => {
  expect(findWanted(["--root=../shop", "run-job", "--project", "web"], "")).toMatchObject({ root: "../shop", project: "web" });
});
