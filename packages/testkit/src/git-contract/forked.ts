import { rmSync } from "node:fs";
import path from "node:path";
import type { Sha } from "@dgs/core";
import { ODD_NAMES } from "./scenes.js";
import type { Stage } from "./stage.js";

/** A repository on `side`, whose commits touch what `main` has touched too, or only beside it. */
export function forked(stage: Stage, options: { readonly clash: boolean }): { readonly tree: string; readonly onto: Sha; readonly from: Sha } {
  const tree = stage.repo("repo", { ".gitignore": "*.log\n", "both.txt": "base\n", "gone.txt": "base\n" });
  stage.git(tree, "switch", "--quiet", "-c", "side");
  for (const name of ODD_NAMES) stage.write(tree, name, "mine");
  stage.git(tree, "add", "--all");
  stage.git(tree, "commit", "--quiet", "-m", "mine, apart");
  if (options.clash) {
    stage.write(tree, "both.txt", "theirs\n");
    stage.write(tree, "gone.txt", "theirs\n");
  }
  stage.write(tree, "late.txt", "late\n");
  stage.git(tree, "add", "--all");
  stage.git(tree, "commit", "--quiet", "--cleanup=verbatim", "-m", "mine, clashing\n\n# kept as it is\n\n\nDGS-Run: 7\n");
  const from = stage.sha(tree, "HEAD");
  stage.git(tree, "switch", "--quiet", "main");
  stage.write(tree, "both.txt", "ours\n");
  rmSync(path.join(tree, "gone.txt"));
  stage.git(tree, "commit", "--quiet", "--all", "-m", "others");
  const onto = stage.sha(tree, "HEAD");
  stage.git(tree, "switch", "--quiet", "side");
  return { tree, onto, from };
}
