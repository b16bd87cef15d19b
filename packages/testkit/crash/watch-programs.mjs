// Makes every program that is run three kill points: before it, while it runs, and after it.
// Programs take turns, which makes the order of the points the same in every run.

// The runner is killed as soon as the program's own process is there. The program goes on alone; the file says when it has ended.
const ORPHAN = 'kill -9 "$1"; ended=$2; shift 2; "$@"; : >"$ended"';
// A command of a test does not end by itself: the next run has to end it.
const ENDLESS = 'kill -9 "$1"; shift 2; "$@"; exec sleep 120';

// What these write are objects that nothing names yet.
const NAMELESS = new Set(["merge-tree", "write-tree", "commit-tree", "hash-object"]);
// These print nothing, so nothing stops them half-way where nobody reads any more: they leave what the next point finds.
const SILENT = new Set(["update-ref", "update-index", "config", "symbolic-ref"]);

/** Whether a git command can change what another run finds. Git is told so when it only reads, and adds to an index that is a copy. */
function changesProduct({ env, args }) {
  return env.GIT_OPTIONAL_LOCKS !== "0" && !(env.GIT_INDEX_FILE !== undefined && args.includes("add")) && !args.some((argument) => NAMELESS.has(argument));
}

/** Watches the runs of a supervisor of programs; `ended` is the file that says when one has ended that outlived its runner: absent, it does not end. */
export function watchPrograms(processes, { points, turn, label, ended }) {
  const run = (spec) => turn(async () => {
    const name = label(spec);
    const changes = ended !== undefined && changesProduct(spec);
    points.at(`before ${name}`, changes);
    // A test goes on beside the next run, and one that had not begun shows less.
    if (points.isHere(`while ${name}`, ended === undefined || (changes && !spec.args.some((argument) => SILENT.has(argument))))) return processes.run({ ...spec, program: "/bin/sh", args: ["-c", ended === undefined ? ENDLESS : ORPHAN, "sh", String(process.pid), ended ?? "", spec.program, ...spec.args] });
    const result = await processes.run(spec);
    points.at(`after ${name}`, false);
    // How long it took is written into planning files, and would make other commits in every run.
    return "durationMs" in result ? { ...result, durationMs: 0 } : result;
  });
  return { ...processes, run };
}

/**
 * Watches the runs of agents: a replayed one has no process, so what it does is seen at the disk. Where the tape has no entry for the commit that
 * a purpose ends with, one without it serves: a run that was killed makes another commit of the same.
 */
export function watchAgents(agents, points, { entries }) {
  const run = async (request) => {
    const plain = request.purpose.replace(/ [0-9a-f]{10}$/, "");
    const purpose = entries.some((entry) => entry.purpose === plain) ? plain : request.purpose;
    points.at(`before agent ${purpose}`, false);
    const result = await agents.run({ ...request, purpose });
    points.at(`after agent ${purpose}`, false);
    return result;
  };
  return { ...agents, run };
}
