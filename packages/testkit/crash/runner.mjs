// A runner of DGS that kills itself with SIGKILL at a chosen point: before or after the n-th durable operation of the
// disk, git command, test command or agent start. Started as a program of its own by the crash sweep; everything else
// in it is the real thing, from the built packages.
import { appendFileSync, readFileSync } from "node:fs";
import { createOutbox, createReplayAgents, parseTape } from "@dgs/agents";
import { createGit } from "@dgs/git";
import { createProcesses, currentIdentity, isAlive, processesIn, reapMarked } from "@dgs/process";
import { createDisk, createPlanningFiles, locateRoot, runJob } from "@dgs/runtime";

const { root, tapePath, version, killAt, log } = JSON.parse(process.argv[2]);

let points = 0;
function point(name) {
  points++;
  appendFileSync(log, `${JSON.stringify({ type: "point", point: points, name })}\n`);
  if (points === killAt) process.kill(process.pid, "SIGKILL");
}

/** Stops before and after each call of the named functions of a port. */
function watched(port, names, label) {
  const wrap = (name) => (...args) => {
    point(`before ${label(name, args)}`);
    const result = port[name](...args);
    const after = () => point(`after ${label(name, args)}`);
    if (result instanceof Promise) return result.then((value) => (after(), value));
    after();
    return result;
  };
  return { ...port, ...Object.fromEntries(names.map((name) => [name, wrap(name)])) };
}

const place = locateRoot({ cwd: root, root });
if ("type" in place) throw new Error(place.message);
const env = { ...process.env, GIT_AUTHOR_DATE: "2026-01-01T00:00:00Z", GIT_COMMITTER_DATE: "2026-01-01T00:00:00Z" };
const disk = watched(createDisk(), ["makeFolder", "writeNew", "rename", "link", "remove", "syncFolder"], (name, [path]) => `${name} ${path.slice(root.length)}`);
const gitProcesses = watched(createProcesses({ leftovers: "leave" }), ["run"], (_, [spec]) => `git ${spec.args.join(" ")}`);
const testProcesses = watched(createProcesses(), ["run"], (_, [spec]) => `test ${spec.program} ${spec.args.join(" ")}`);
const parsed = parseTape(readFileSync(tapePath, "utf8"), tapePath);
if (!("tape" in parsed)) throw new Error(JSON.stringify(parsed));
const agents = watched(createReplayAgents({ tape: parsed.tape }), ["run"], (_, [request]) => `agent ${request.purpose}`);

let ids = 0;
const ports = {
  files: createPlanningFiles({ root: place.root, disk }),
  disk,
  git: createGit({ processes: gitProcesses, env }),
  agents,
  outbox: createOutbox(),
  processes: testProcesses,
  processesIn,
  clock: { now: () => new Date().toISOString() },
  liveness: { current: () => ({ pid: process.pid, host: currentIdentity().host, identity: currentIdentity() }), check: (identity) => isAlive(identity) },
  reap: (identity) => reapMarked({ supervisor: identity }),
  newId: () => `${String(process.pid)}-${String(ids++)}`,
  testEnv: { PATH: process.env.PATH ?? "" },
};

const report = await runJob(ports, place, {
  version,
  dryRun: false,
  signal: new AbortController().signal,
  onEvent: (event) => appendFileSync(log, `${JSON.stringify(event)}\n`),
});
process.stdout.write(`${JSON.stringify({ points, report })}\n`);
