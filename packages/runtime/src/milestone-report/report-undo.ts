import { isRollingBack } from "@dgs/core";
import type { NextCommand } from "../commands/quick-entry.js";
import { previewRollback } from "../commands/rollback-job.js";
import { isRefusal } from "../refusal.js";
import type { ReportSources } from "./sources.js";

/** Tells how to undo a job: only commands that would do it now. While it runs there is none, and none without a job. */
export async function reportUndo({ ports, place, job, runner }: ReportSources): Promise<readonly NextCommand[]> {
  if (job === undefined || runner !== undefined) return [];
  const { state } = job;
  const version = state.version ?? state.path;
  const takeBack: NextCommand = { command: `dgs recover --undo-rollback ${version}`, why: "takes the rollback back: branches, uncommitted work and summaries are as they were before it" };
  if (state.status === "rolled_back") return [takeBack];
  if (isRollingBack(state)) return [{ command: `dgs rollback-job ${version}`, why: "the rollback was cut off; it goes on where it was" }, takeBack];
  const preview = await previewRollback(ports, place, { version });
  if (isRefusal(preview) || preview.objections.length > 0) return [];
  const commits = preview.repos.reduce((sum, repo) => sum + repo.commits.length, 0);
  return [
    { command: `dgs rollback-job ${version} --dry-run`, why: "shows what a rollback would do, and does nothing" },
    { command: `dgs rollback-job ${version}`, why: `puts ${String(preview.repos.length)} ${preview.repos.length === 1 ? "repo" : "repos"} back to where the job started, ${String(commits)} ${commits === 1 ? "commit" : "commits"} ago; everything is kept, and \`${takeBack.command}\` takes it back` },
  ];
}
