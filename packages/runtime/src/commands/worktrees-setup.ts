import { basename } from "node:path";
import type { CancelSignal } from "@dgs/core";
import { realpathOfNearest } from "../inside-root.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { isRefusal, refuse, type ExitKind, type Refusal } from "../refusal.js";
import { isFailure, type WorkFailure } from "../work/context.js";
import { setupWorktree } from "../work/setup-worktree.js";
import type { RunEvent } from "./reports.js";
import { type SeenWorktree, seeWorktrees } from "./worktrees.js";

/** What `dgs worktrees setup` is told. */
export interface SetupWorktreeInput {
  /** The worktree or a folder in it, absolute. */
  readonly path: string;
  readonly signal: CancelSignal;
  readonly onEvent: (event: RunEvent) => void;
}

/** `dgs worktrees setup`: a worktree was set up again. */
export interface SetupReport {
  readonly type: "worktree-setup";
  readonly repo: string;
  /** Absolute. */
  readonly path: string;
  /** The command, as REPOS.md has it. */
  readonly command: string;
  /** Everything it printed. */
  readonly logPath: string;
  readonly durationMs: number;
}

/** Runs the setup command of a repo in one of its worktrees, also when it was carried out there before. */
export async function setupWorktreeAgain(ports: Pick<Ports, "files" | "git" | "processes" | "disk" | "outbox" | "testEnv">, place: Place, input: SetupWorktreeInput): Promise<SetupReport | Refusal> {
  const seen = await seeWorktrees(ports, place);
  if (isRefusal(seen)) return seen;
  const found = findWorktree(seen, input.path);
  if (isRefusal(found)) return found;
  const { repo, entry, checkout } = found;
  if (repo.setup === undefined) return refuse("no-setup-command", `the repo ${repo.name} has no setup command`, "Write one into the column Setup of REPOS.md.", { at: "REPOS.md" });
  const prefix = `${basename(checkout)}--`;
  const name = basename(entry.path);
  const slug = name.startsWith(prefix) ? name.slice(prefix.length) : name;
  const done = await setupWorktree({ ports, signal: input.signal, onEvent: input.onEvent }, { repo, path: entry.path, slug, again: true });
  if (isFailure(done)) return setupRefusal(done, entry.path);
  return { type: "worktree-setup", repo: repo.name, path: entry.path, command: repo.setup, logPath: done.logPath ?? "", durationMs: done.durationMs ?? 0 };
}

function findWorktree(seen: readonly SeenWorktree[], path: string): SeenWorktree | Refusal {
  const wanted = realpathOfNearest(path);
  const within = seen.filter(({ entry }) => {
    const top = realpathOfNearest(entry.path);
    return wanted === top || wanted.startsWith(`${top}/`) || wanted.startsWith(`${top}\\`);
  });
  // A worktree may stand inside of another.
  const found = within.sort((a, b) => b.entry.path.length - a.entry.path.length)[0];
  const remedy = "`dgs worktrees list` shows the worktrees: name one of them.";
  if (found === undefined) return refuse("no-such-worktree", `${path} is no worktree of a registered repo`, remedy, { at: path });
  if (found.entry.main) return refuse("not-a-worktree", `${found.entry.path} is the checkout of ${found.repo.name} itself: setup commands are for worktrees`, remedy, { at: found.entry.path });
  if (found.entry.missing) return refuse("worktree-missing", `the folder of the worktree ${found.entry.path} is gone`, "`dgs worktrees prune` takes it off git's list.", { at: found.entry.path });
  return found;
}

function setupRefusal(failure: WorkFailure, path: string): Refusal {
  if (failure.type === "interrupted") return refuse("setup-interrupted", "the setup was interrupted", "Run the command again.", { at: path, exit: "cancelled" });
  const exits: Partial<Record<typeof failure.reason, Exclude<ExitKind, "ok">>> = { "timed-out": "timed-out", usage: "usage", internal: "internal" };
  return refuse("setup-failed", failure.error, "Mend it, then run `dgs worktrees setup` again.", { at: path, exit: exits[failure.reason] ?? "gaps" });
}
