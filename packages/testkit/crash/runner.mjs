// A runner of DGS that is killed with SIGKILL at a chosen point. Started as a program of its own by the crash sweep; everything
// else in it is the real thing, from the built packages.
import { createPoints } from "./points.mjs";
import { createTurns, stopIntervals } from "./turns.mjs";
import { watchAgents, watchPrograms } from "./watch-programs.mjs";
import { watchDisk } from "./watch-disk.mjs";

const { folder, root, tape, command, killAt, log, ended, idPrefix, startsAt } = JSON.parse(process.argv[2]);
const points = createPoints({ killAt, log });
const turn = createTurns();
stopIntervals();
watchDisk(folder, points, turn);

const { readFileSync } = await import("node:fs");
const { createOutbox, createReplayAgents, parseTape } = await import("@dgs/agents");
const { createGit } = await import("@dgs/git");
const { createProcesses, createSecretFinder, currentIdentity, isAlive, processesIn, reapMarked } = await import("@dgs/process");
const runtime = await import("@dgs/runtime");

const { createDisk, createPlanningFiles, locateRoot } = runtime;
const place = locateRoot({ cwd: root, root });
if ("type" in place) throw new Error(place.message);
const run = runtime[command.name];
if (typeof run !== "function") throw new Error(`@dgs/runtime has no command ${command.name}`);
const parsed = parseTape(readFileSync(tape, "utf8"), tape);
if (!("tape" in parsed)) throw new Error(JSON.stringify(parsed));

// Fixed dates make fixed commits: what one run makes can be looked for in another.
const env = { ...process.env, GIT_AUTHOR_DATE: "2026-01-01T00:00:00Z", GIT_COMMITTER_DATE: "2026-01-01T00:00:00Z" };
const gitLabel = (spec) => `git ${spec.args.filter((argument, at) => argument !== "-c" && spec.args[at - 1] !== "-c").join(" ").replaceAll(folder, "")}`;
const disk = createDisk();
let ids = 0;
let ticks = 0;
const ports = {
  files: createPlanningFiles({ root: place.root, disk }),
  disk,
  git: createGit({ processes: watchPrograms(createProcesses({ leftovers: "leave" }), { points, turn, ended, label: gitLabel }), env }),
  agents: watchAgents(createReplayAgents({ tape: parsed.tape }), points, parsed.tape),
  outbox: createOutbox(),
  processes: watchPrograms(createProcesses(), { points, turn, label: (spec) => `test ${spec.program} ${spec.args.join(" ")}` }),
  processesIn,
  // Counted from a fixed time: an id that is made of the time, and what is committed with it, is the same in every run.
  clock: { now: () => new Date(startsAt + 1000 * ticks++).toISOString() },
  liveness: { current: () => ({ pid: process.pid, host: currentIdentity().host, identity: currentIdentity() }), check: (identity) => isAlive(identity) },
  reap: (identity) => reapMarked({ supervisor: identity }),
  pause: { sleep: () => Promise.reject(new Error("no run of a sweep waits for its service")), random: () => 0 },
  newId: () => `${idPrefix}-${String(ids++)}`,
  findSecrets: createSecretFinder(),
  testEnv: { PATH: process.env.PATH ?? "" },
};

// A person who watches, and who answers what was asked about a plan as the scenario says.
const ask = { checkpoint: async ({ plan }) => command.answers[plan], failure: async () => undefined, approval: async () => undefined, missingState: async () => "stop" };
const input = { signal: new AbortController().signal, onEvent: points.note, ...(command.answers === undefined ? {} : { ask }), ...command.input };
// Whoever asks for something destructive has seen what it would do.
const preview = command.preview === undefined ? {} : { preview: await runtime[command.preview](ports, place, command.input) };
const report = await run(ports, place, { ...input, ...preview });
points.at("the end", false);
process.stdout.write(`${JSON.stringify(report)}\n`);
