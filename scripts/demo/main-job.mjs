import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { codeFiles, planningFiles } from "../../demo/sample-product.mjs";
import { tape } from "../../demo/sample-tape.mjs";
import { showAudits } from "./show-audits.mjs";
import { endDemo, git, openStage, runDgs, show } from "./stage.mjs";

/** Plays the main job on the sample product, of which phase 1 is planned, and a quick after it; returns the exit code. */
export async function playMainJob() {
  const { folder, product, origin, worktree, agents } = openStage({ planningFiles, codeFiles, tape });
  const dgs = (...args) => runDgs(product, ...args);
  const codes = [];
  codes.push(await dgs("progress"));
  codes.push(await dgs("create-milestone-job", "--yes"));
  codes.push(await dgs("run-job", "v1.0", "--dry-run"));
  codes.push(await dgs("run-job", "v1.0", ...agents));
  codes.push(await dgs("list-jobs"));

  show("commits on milestone/v1.0, straight on main", git(worktree, "log", "--reverse", "--format=%h %s", "main..milestone/v1.0"));
  show("what one of them says", git(worktree, "log", "-1", "--format=%B"));
  const completed = join(product, ".planning", "jobs", "completed");
  for (const name of readdirSync(completed).sort()) show(`jobs/completed/${name}`, readFileSync(join(completed, name), "utf8").trimEnd());
  codes.push(await dgs("audit-phase", "2", ...agents));
  codes.push(await dgs("progress"));
  codes.push(await dgs("quick", "--main", "name the licence", ...agents));
  codes.push(await dgs("complete-quick", ...agents));
  codes.push(await dgs("cost"));
  show("main at the remote", git(origin, "log", "--format=%h %an: %s", "main"));
  // The audit that found the gap, the one behind its fix, and the one from above.
  const phase = join(product, ".planning", "phases", "02-format");
  showAudits(phase);
  show("02-UAT.md", readFileSync(join(phase, "02-UAT.md"), "utf8").trimEnd());
  return endDemo(codes, "The job and the quick are", folder);
}
