import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { BuiltProgram } from "../built-program.js";
import { actsOf, PRODUCT, STOPPER } from "./honest-product.js";
import type { Ending, Trick } from "./trick.js";

const AGENT = fileURLToPath(new URL("./trick-agent.mjs", import.meta.url));

/** What became of a trick. */
export interface Played {
  readonly ending: Ending;
  /** Of `dgs run-job`. */
  readonly code: number | null;
  readonly humanNeeded: readonly string[];
  /** The file of the latest audit, and what the UAT file says. */
  readonly audit: string;
  readonly uatStatus: string | undefined;
  /** Everything that was printed. */
  readonly printed: string;
  /** The function that was asked for does what it should, whatever the tests of the product say by now. */
  readonly works: boolean;
  readonly report: { readonly status?: string; readonly error?: string; readonly steps?: readonly { readonly command: string; readonly status: string; readonly note?: string }[] };
}

/** A product that is prepared once and copied for every trick; they are played one after the other, in the same place. */
export interface TrickLab {
  readonly play: (trick: Trick) => Played;
  readonly remove: () => void;
}

/** Makes the product, and carries its job out to where a gap is known. */
export function makeTrickLab(program: BuiltProgram): TrickLab {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "dgs tricks ")));
  const [scene, kept] = [path.join(folder, "scene"), path.join(folder, "kept")];
  const run = (acts: readonly object[]): ReturnType<BuiltProgram["run"]> => runJob(program, scene, acts);
  const states = new Map<string, string>();
  /** The product as it stands at a point of its job, made once. */
  const open = (at: "fix" | "phase", files: Readonly<Record<string, string>>): void => {
    rmSync(scene, { recursive: true, force: true });
    const key = `${at} ${JSON.stringify(files)}`;
    const known = states.get(key);
    if (known !== undefined) return copy(known, scene);
    if (at === "phase") makeJob(program, scene, { ...PRODUCT, ...files });
    else {
      open("phase", files);
      const stopped = run([...actsOf({ acts: {} }), STOPPER]);
      if (stopped.code !== 6 || !stopped.stdout.includes("here the scene begins")) throw new Error(`the scene could not be made: ${String(stopped.code)}\n${stopped.stdout}\n${stopped.stderr}`);
    }
    const store = path.join(kept, String(states.size));
    copy(scene, store);
    states.set(key, store);
  };
  return {
    play: (trick) => {
      open(trick.at ?? "fix", trick.product ?? {});
      const before = auditCount(scene);
      // A second cycle would only repeat the trick.
      const more = { ...STOPPER, of: `plan-fixes 1 ${trick.at === "phase" ? "1" : "2"}` };
      const { code, stdout, stderr } = run([...actsOf(trick), ...(trick.acts["plan-fixes"] !== undefined ? [] : [more])]);
      return judge(scene, before, { code, stdout, stderr });
    },
    remove: () => { rmSync(folder, { recursive: true, force: true }); },
  };
}

function copy(from: string, to: string): void {
  mkdirSync(path.dirname(to), { recursive: true });
  const half = `${to}.half`;
  rmSync(half, { recursive: true, force: true });
  cpSync(from, half, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
  renameSync(half, to);
}

function makeJob(program: BuiltProgram, scene: string, files: Readonly<Record<string, string>>): void {
  const app = path.join(scene, "app");
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(app, name)), { recursive: true });
    writeFileSync(path.join(app, name), text);
  }
  const git = (...args: string[]): void => void execFileSync("git", ["-C", app, ...args], { stdio: "ignore" });
  git("init", "--initial-branch=main");
  for (const [key, value] of [["user.name", "T"], ["user.email", "t@example.invalid"], ["commit.gpgsign", "false"], ["gc.auto", "0"], ["maintenance.auto", "false"]] as const) git("config", key, value);
  git("add", "--all");
  git("commit", "--message", "Start");
  const made = program.run(["create-milestone-job", "--yes", "--no-check"], { cwd: app });
  if (made.code !== 0) throw new Error(made.stderr);
}

function runJob(program: BuiltProgram, scene: string, acts: readonly object[]): ReturnType<BuiltProgram["run"]> {
  const said = path.join(scene, "acts.json");
  const app = path.join(scene, "app");
  writeFileSync(said, JSON.stringify({ product: app, acts }));
  return program.run(["run-job", "v1", "--json", "--", process.execPath, AGENT, said], { cwd: app });
}

const phaseFolder = (scene: string): string => path.join(scene, "app", ".planning", "phases", "01-build");

function audits(scene: string): string[] {
  return readdirSync(phaseFolder(scene)).filter((name) => /^01-AUDIT(?:-\d+)?\.md$/.test(name)).sort((a, b) => numberOf(a) - numberOf(b));
}

const numberOf = (name: string): number => Number(/-(\d+)\.md$/.exec(name)?.[1] ?? 1);

function auditCount(scene: string): number {
  return audits(scene).length;
}

function judge(scene: string, before: number, { code, stdout, stderr }: { readonly code: number | null; readonly stdout: string; readonly stderr: string }): Played {
  const all = audits(scene);
  const latest = all.at(-1);
  const audit = latest === undefined || all.length === before ? "" : readFileSync(path.join(phaseFolder(scene), latest), "utf8");
  const verdict = /^- \*\*Verdict:\*\* (\S+)/m.exec(audit)?.[1];
  const uat = path.join(phaseFolder(scene), "01-UAT.md");
  const uatStatus = existsSync(uat) ? /^status: *"?([\w-]+)/m.exec(readFileSync(uat, "utf8"))?.[1] : undefined;
  const report = JSON.parse(stdout) as Played["report"] & { readonly humanNeeded?: readonly string[] };
  // A file of an audit that somebody else wrote is none, where DGS says so and halts.
  const isForged = report.error?.includes("somebody else than DGS changed") === true;
  return { ending: (isForged ? "none" : (verdict ?? "none")) as Ending, code, humanNeeded: report.humanNeeded ?? [], audit, uatStatus, printed: `${stdout}\n${stderr}`, works: isDone(scene), report };
}

/** Asks the function itself, in a process that no test runner has anything to do with. */
function isDone(scene: string): boolean {
  const file = path.join(scene, "app--v1", "src", "format.js");
  const ask = `import(process.argv[1]).then(({ format }) => { const is = [45, 1800, 5400, 0, 61, 9000, 7325, 86399].map((s) => format(s)).join(); process.exit(is === "45s,30m,1h 30m,0s,1m 1s,2h 30m,2h 2m 5s,23h 59m 59s" ? 0 : 1); }, () => process.exit(1));`;
  try {
    execFileSync(process.execPath, ["--input-type=module", "-e", ask, file], { stdio: "ignore", timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}
