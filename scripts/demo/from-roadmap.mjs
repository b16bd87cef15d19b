import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { codeFiles } from "../../demo/sample-product.mjs";
import { unplannedFiles } from "../../demo/unplanned-product.mjs";
import { unplannedTape } from "../../demo/unplanned-tape.mjs";
import { showAudits } from "./show-audits.mjs";
import { endDemo, git, openStage, runDgs, show } from "./stage.mjs";

/** Plays a job on the sample product with nothing planned, up to the milestone's audit; returns the exit code. */
export async function playFromRoadmap() {
  const { folder, product, worktree, agents } = openStage({ planningFiles: unplannedFiles, codeFiles, tape: unplannedTape });
  const planning = join(product, ".planning");
  const read = (...names) => readFileSync(join(planning, ...names), "utf8").trimEnd();
  const dgs = (...args) => runDgs(product, ...args);
  show("the planning files, before anything", Object.keys(unplannedFiles).join("\n"));
  const codes = [];
  codes.push(await dgs("progress"));
  codes.push(await dgs("create-milestone-job", "--yes"));
  codes.push(await dgs("run-job", "v1.0", ...agents));
  codes.push(await dgs("list-jobs"));

  // A job that did not end leaves less than what is shown below.
  if (codes.some((code) => code !== 0)) return endDemo(codes, "The job is", folder);

  show("the job's steps: jobs/completed/milestone-v1.0.md", read("jobs", "completed", "milestone-v1.0.md"));
  const [one, two] = [join("phases", "01-parse"), join("phases", "02-format")];
  show("01-CONTEXT.md", read(one, "01-CONTEXT.md"));
  show("the head of 01-03-PLAN.md", /^---\n[^]*?\n---/.exec(read(one, "01-03-PLAN.md"))?.[0] ?? "");
  show("01-CHECK.md, what was found in the plans", read(one, "01-CHECK.md"));
  show("codebase/, the map", readdirSync(join(planning, "codebase")).sort().join("\n"));
  for (const phase of [one, two]) showAudits(join(planning, phase));
  show("v1.0-MILESTONE-AUDIT.md", read("v1.0-MILESTONE-AUDIT.md"));
  show("commits on milestone/v1.0, straight on main", git(worktree, "log", "--reverse", "--format=%h %s", "main..milestone/v1.0"));
  codes.push(await dgs("progress"));
  codes.push(await dgs("health"));
  codes.push(await dgs("cost"));
  return endDemo(codes, "The job is", folder);
}
