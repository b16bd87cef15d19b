import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseTape, type Tape } from "@dgs/agents";
import { codeFiles, planningFiles } from "../../../demo/sample-product.mjs";
import type { BuiltProgram, ProgramEnd } from "./built-program.js";

/** A folder with copies of the demo's product, in which runs are recorded and played. */
export interface RecordedProducts {
  /** Makes a copy, with its job planned. */
  readonly make: (name: string, more?: Readonly<Record<string, string>>) => void;
  /** Runs the program in a copy; what is in the folder is `../../file` from there. */
  readonly dgs: (name: string, ...args: readonly string[]) => ProgramEnd;
  /** The planning files of a copy, but for times, commits and the like. */
  readonly planningOf: (name: string) => Readonly<Record<string, string>>;
  /** The files of the milestone's branch of a copy, as git names them. */
  readonly treeOf: (name: string) => string;
  /** A tape that lies in the folder. */
  readonly tapeOf: (file: string) => Tape;
}

/** Works with copies of the demo's product in a folder; `files` are those of its planning repo. */
export function createRecordedProducts(program: Pick<BuiltProgram, "run">, folder: string, files: Readonly<Record<string, string>> = planningFiles): RecordedProducts {
  const dgs = (name: string, ...args: readonly string[]): ProgramEnd => program.run(args, { cwd: path.join(folder, name, "product") });
  return {
    make(name, more = {}) {
      for (const [repo, inRepo] of [["product", { ...files, ...more }], ["durations", codeFiles]] as const) {
        for (const [file, text] of Object.entries(inRepo)) {
          mkdirSync(path.dirname(path.join(folder, name, repo, file)), { recursive: true });
          writeFileSync(path.join(folder, name, repo, file), text);
        }
        for (const args of [["init", "-q", "-b", "main"], ["config", "user.name", "T"], ["config", "user.email", "t@example.org"], ["add", "-A"], ["commit", "-qm", "Start"]]) execFileSync("git", ["-C", path.join(folder, name, repo), ...args]);
      }
      const { code, stderr } = dgs(name, "create-milestone-job", "--yes");
      if (code !== 0) throw new Error(stderr);
    },
    dgs,
    planningOf: (name) => planningFilesOf(path.join(folder, name, "product", ".planning")),
    treeOf: (name) => execFileSync("git", ["-C", path.join(folder, name, "durations"), "rev-parse", "milestone/v1.0^{tree}"], { encoding: "utf8" }),
    tapeOf(file) {
      const read = parseTape(readFileSync(path.join(folder, file), "utf8"));
      if ("problems" in read) throw new Error(JSON.stringify(read.problems));
      return read.tape;
    },
  };
}

function planningFilesOf(root: string): Readonly<Record<string, string>> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && !/\.(?:locks|tapes|history|reports)\b/.test(entry.parentPath));
  const read = files.map((entry): readonly [string, string] => {
    const file = path.join(entry.parentPath, entry.name);
    const text = readFileSync(file, "utf8").replace(/\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?/g, "<time>").replace(/\b[0-9a-f]{7,40}\b/g, "<commit>").replace(/\b(?:\d+h )?(?:\d+m |\d+ min )?\d+(?:\.\d+)? ?(?:s|ms|sec)\b|duration_ms:? [\d.]+|"durationMs":\d+/g, "<duration>");
    return [path.relative(root, file), text];
  });
  // What runs used is kept in files that are named by time and run; plans side by side end in any order.
  const isUsage = ([name]: readonly [string, string]): boolean => name.includes(".usage");
  const used = read.filter(isUsage).map(([, text]) => text).sort().join("");
  return Object.fromEntries([...read.filter((each) => !isUsage(each)).sort(([a], [b]) => a.localeCompare(b)), ["what runs used", used]]);
}
