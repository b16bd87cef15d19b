import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { blockKind, linesOf } from "./block-kinds.js";
import { readText, root } from "./checkout.js";
import { differenceFrom, turnsOf } from "./document-session.js";
import { type Block, readDocument } from "./documents.js";
import { openShell, type TypingShell } from "./typing-shell.js";

/** What a machine has on which nothing is installed but Node and git. */
const BASE = ["basename", "cat", "chmod", "cp", "cut", "date", "dirname", "echo", "env", "expr", "false", "grep", "head", "id", "ln", "ls", "mkdir", "mktemp", "mv", "ps", "pwd", "readlink", "rm", "sed", "sh", "sleep", "sort", "tail", "test", "touch", "tr", "true", "tty", "uname", "wc"];
const NEEDED = ["node", "npm", "npx", "git"];

const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), "dgs-tutorial-")));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A folder of programs, to be the whole PATH. */
function programs(): string {
  const bin = path.join(folder, "bin");
  mkdirSync(bin);
  const places = (process.env["PATH"] ?? "").split(path.delimiter);
  for (const name of [...BASE, ...NEEDED]) {
    const found = places.map((place) => path.join(place, name)).find((file) => existsSync(file));
    if (found !== undefined) symlinkSync(realpathSync(found), path.join(bin, name));
    else if (NEEDED.includes(name)) throw new Error(`${name} is not on PATH`);
  }
  return bin;
}

/** Does with a block what its reader does. */
async function follow(shell: TypingShell, block: Block): Promise<void> {
  const at = `${block.file}:${String(block.line)}`;
  const type = async (written: string): Promise<string> => {
    const [, line = "", wanted = "0"] = /^(.*?)(?:\s+# exits (\d+))?$/.exec(written) ?? [];
    const { output, code } = await shell.type(line);
    expect(code, `${at}: ${line}\n${output}`).toBe(Number(wanted));
    return output;
  };
  switch (blockKind(block)) {
    case "file":
      return save(await type("pwd"), block.kind.slice("file=".length), block.text);
    case "read":
      // The only one is a configuration to be written.
      expect(block.kind, at).toBe("config");
      return save(await type("pwd"), ".planning/config.json", block.text);
    case "session":
      for (const { command, shown } of turnsOf(block.text)) expect(differenceFrom(shown, await type(command)), `${at}: ${command}`).toBeUndefined();
      return;
    case "checkout":
      // Building looks for packages where they were fetched before: at a HOME that has none everything would be fetched anew, into this checkout.
      await shell.type(`new_user=$HOME; HOME='${os.homedir()}'`);
      for (const line of linesOf(block)) await type(line);
      await shell.type("HOME=$new_user");
      return;
    case "typed":
      for (const line of linesOf(block)) await type(line);
      return;
    case "tried":
      // Needs an agent program and a person: there it ends, and says so.
      for (const line of linesOf(block)) {
        const { code, output } = await shell.type(line);
        expect([1, 126, 127], `${at}: ${line}\n${output}`).not.toContain(code);
      }
      return;
    default:
      throw new Error(`${at}: the tutorial has a block that nobody can follow`);
  }
}

function save(where: string, file: string, text: string): void {
  // As an editor does: neither a folder nor a program comes of it.
  writeFileSync(path.join(where.trim(), file), text);
}

it("followed word for word by a new user, with nothing but Node and git, ends where it says", async () => {
  const { blocks } = readDocument("docs/tutorial.md", readText("docs/tutorial.md"));
  const home = path.join(folder, "home");
  mkdirSync(home);
  const shell = openShell(root, { PATH: programs(), HOME: home, TMPDIR: folder, LANG: "C.UTF-8" });
  const first = blocks.findIndex((block) => blockKind(block) !== "checkout");
  expect(first).toBe(1);
  for (const [index, block] of blocks.entries()) {
    if (index === first) await shell.type(`cd ${home}`);
    await follow(shell, block);
    if (block.text.includes("git tag")) looksAsPromised(path.join(home, "greeter"));
  }
  await shell.close();
  console.log(`tutorial: ${String(blocks.length)} blocks followed`);
});

/** The state that section 6 ends with. */
function looksAsPromised(product: string): void {
  const git = (...args: string[]): string => execFileSync("git", ["-C", product, ...args], { encoding: "utf8" }).trim();
  expect(git("branch", "--show-current")).toBe("main");
  expect(git("tag")).toBe("v1.0");
  expect(git("ls-tree", "--name-only", "main").split("\n")).toEqual(expect.arrayContaining(["greet.js", "names.js", "words.js"]));
  expect(git("status", "--porcelain")).toBe("?? .planning/jobs/");
  expect(git("branch", "--format=%(refname:short)")).toBe("main");
  expect(git("ls-tree", "-r", "--name-only", "main", ".planning/milestones/")).toContain("v1.0-phases/01-greet/01-01-SUMMARY.md");
  expect(git("worktree", "list").split("\n")).toHaveLength(1);
}
