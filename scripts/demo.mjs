// Plays a sample product: real git with a remote, real tests, agents from a tape. Without arguments the main job, of which
// one phase is planned, and a quick after it; with --from-roadmap a job for which nothing is planned. Nothing of it touches
// this repository.
import { playFromRoadmap } from "./demo/from-roadmap.mjs";
import { playMainJob } from "./demo/main-job.mjs";

const args = process.argv.slice(2);
if (args.length === 0) process.exitCode = await playMainJob();
else if (args.length === 1 && args[0] === "--from-roadmap") process.exitCode = await playFromRoadmap();
else {
  console.error(`The demo does not know ${args.join(" ")}. Usage: npm run demo [-- --from-roadmap]`);
  process.exitCode = 2;
}
