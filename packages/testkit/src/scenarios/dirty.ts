import { appendFileSync, chmodSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { gitOf } from "../crash/git-of.js";
import { writeFiles } from "./make-repo.js";

/** Leaves work of every kind in a tree that has a `limit.txt` and a `setup.sh`: staged, staged and changed again, changed, deleted, untracked. */
export function dirty(tree: string): void {
  writeFiles(tree, { "staged.txt": "staged\n", "staged twice.txt": "once\n" });
  appendFileSync(join(tree, "limit.txt"), "staged in a tracked file\n");
  gitOf(tree, ["add", "staged.txt", "staged twice.txt", "limit.txt"]);
  appendFileSync(join(tree, "staged twice.txt"), "twice\n");
  appendFileSync(join(tree, "limit.txt"), "changed\n");
  rmSync(join(tree, "setup.sh"));
  writeFiles(tree, { "untracked/ünï \"quoted\".txt": "untracked\n", "run.sh": "#!/bin/sh\n" });
  chmodSync(join(tree, "run.sh"), 0o755);
  symlinkSync("nowhere", join(tree, "a link"));
}
