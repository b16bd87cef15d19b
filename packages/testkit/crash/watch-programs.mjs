// Makes every program that is run three kill points: before it, while it runs, and after it.

// The runner is killed as soon as the program's own process is there. The program goes on alone; the file says when it has ended.
const ORPHAN = 'kill -9 "$1"; ended=$2; shift 2; "$@"; : >"$ended"';

/** Watches the runs of a supervisor of programs. */
export function watchPrograms(processes, points, label, ended) {
  const run = async (spec) => {
    const name = label(spec);
    // Git is told so when it only reads.
    const changes = spec.env.GIT_OPTIONAL_LOCKS !== "0";
    points.at(`before ${name}`, changes);
    if (points.isHere(`while ${name}`, changes)) return processes.run({ ...spec, program: "/bin/sh", args: ["-c", ORPHAN, "sh", String(process.pid), ended, spec.program, ...spec.args] });
    const result = await processes.run(spec);
    points.at(`after ${name}`, false);
    return result;
  };
  return { ...processes, run };
}

/** Watches the runs of agents: a replayed one has no process, so what it does is seen at the disk. */
export function watchAgents(agents, points) {
  const run = async (request) => {
    points.at(`before agent ${request.purpose}`, false);
    const result = await agents.run(request);
    points.at(`after agent ${request.purpose}`, false);
    return result;
  };
  return { ...agents, run };
}
