import { join } from "node:path";
import { addRemote, makeRepo, writeFiles } from "./make-repo.js";

/** How the product of a quick is made. */
export interface QuickProductOptions {
  readonly repos: readonly string[];
  /** Whether each repo has a bare remote `origin`. */
  readonly remotes?: boolean;
  readonly config?: Readonly<Record<string, unknown>>;
  /** The setup command of each repo, as REPOS.md has it. */
  readonly setup?: string;
}

/** What each repo holds at the start. */
const FILES: Readonly<Record<string, string>> = {
  ".gitignore": "deps/\n",
  "limit.txt": "first\nlimit 10\nlast\n",
  "notes/read me.txt": "notes\n",
  "setup.sh": "mkdir -p deps && echo installed > deps/installed\n",
  "test.sh": "grep -q 'limit [0-9]' limit.txt && ! grep -q broken limit.txt\n",
};

/** Makes a product without a milestone: the planning files lie beside its repos, which REPOS.md registers. */
export function makeQuickProduct(folder: string, options: QuickProductOptions): void {
  const rows = options.repos.map((name) => `| ${name} | ../${name} | ${options.setup ?? ""} |`);
  writeFiles(join(folder, "plan"), {
    ".planning/config.json": `${JSON.stringify({ model_profile: "budget", ...options.config }, undefined, 2)}\n`,
    ".planning/PROJECT.md": "# Limits\n\nWhat is limited, and how.\n",
    ".planning/REPOS.md": ["# Repos", "", "| Name | Path | Setup |", "|---|---|---|", ...rows, ""].join("\n"),
  });
  for (const name of options.repos) {
    makeRepo(join(folder, name), FILES);
    if (options.remotes === true) addRemote(join(folder, name));
  }
}

/** The quick of all scenarios. */
export const TITLE = "Raise the limit";

/** The folder of its worktree of a repo, and its branch. */
export const QUICK = { worktree: (repo: string): string => `${repo}--quick-raise-the-limit`, branch: "quick/raise-the-limit" };

/** What its agent does: two tasks of which one is left for DGS to commit, in the first repo. */
export const QUICK_RUN = {
  purpose: "quick raise-the-limit",
  changes: [
    { path: "limit.txt", text: "first\nlimit 20\nlast\n" },
    { path: "docs/limit.md", text: "The limit is 20.\n" },
    { path: "notes/read me.txt", delete: true },
  ],
  outbox: [
    { path: "SUMMARY.md", text: "---\nstatus: complete\n---\n\n# Summary\n\n**The limit is 20**\n" },
    { path: "tasks.json", text: JSON.stringify([{ task: 1, title: "raise the limit", files: ["limit.txt"] }]) },
  ],
  result: { type: "completed" },
};
