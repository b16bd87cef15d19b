import type { Sha } from "@dgs/core";
import type { Stage } from "./stage.js";

/** Names that no branch has. */
export const HOSTILE_BRANCHES = ["$(touch pwned)", "a;touch pwned", "--upload-pack=touch pwned", "..", "../main", "-D", "a\nb", "", "x".repeat(300), "HEAD"];

/** A repository on `main`, with `side` one commit ahead. */
export function ahead(stage: Stage): { readonly repo: string; readonly from: Sha; readonly to: Sha } {
  const repo = stage.repo("repo", { ".gitignore": "*.log\n", "a.txt": "1", "b.txt": "1" });
  const from = stage.sha(repo, "HEAD");
  stage.git(repo, "switch", "--quiet", "-c", "side");
  stage.write(repo, "a.txt", "2");
  stage.write(repo, "new.txt", "2");
  stage.git(repo, "add", "--all");
  stage.git(repo, "commit", "--quiet", "-m", "ahead");
  const to = stage.sha(repo, "HEAD");
  stage.git(repo, "switch", "--quiet", "main");
  return { repo, from, to };
}
