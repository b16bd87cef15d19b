// Both git engines beside the bare git commands, on the same repositories, in turns.

import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { git, processes } from "../built.mjs";
import { alternate, median, ratioOf } from "../measure.mjs";

const FILES = 1_000;
const COMMITS = 20;

/** A row for each thing that engines do; where nodegit is not built only the program engine is measured. */
export async function measureGitEngines({ folder, rounds }) {
  const env = { PATH: process.env.PATH ?? "", HOME: folder, GIT_CONFIG_NOSYSTEM: "1", ...person("AUTHOR"), ...person("COMMITTER") };
  const home = process.env.DGS_NODEGIT_HOME ?? path.dirname(git.nodegitFolder(process.env));
  const options = { processes: processes.createProcesses({ leftovers: "leave" }), env: { ...env, DGS_NODEGIT_HOME: home } };
  const engines = { program: git.createGit(options), ...(git.findNodegit(options.env) === undefined ? {} : { nodegit: git.createNodegitGit(options) }) };
  const bench = { env, engines, rounds, ...prepare(path.join(folder, "engines"), env) };
  return [await rowOfPlan(bench), await rowOfHead(bench), await rowOfStatus(bench), await rowOfWorktree(bench), await rowOfRebase(bench), await rowOfForward(bench)];
}

const person = (role) => ({ [`GIT_${role}_NAME`]: "Bench", [`GIT_${role}_EMAIL`]: "bench@example.invalid" });

/** A repository of many files, with a branch of commits beside `main`. */
function prepare(folder, env) {
  const repo = path.join(folder, "repo");
  const run = (...args) => execFileSync("git", args, { cwd: repo, env, encoding: "utf8" }).trim();
  for (let i = 0; i < FILES; i++) {
    const file = path.join(repo, `src/part-${String(i % 40)}`, `file-${String(i)}.txt`);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `line of file ${String(i)}\n`.repeat(20));
  }
  run("init", "--quiet", "--initial-branch=main");
  run("add", "--all");
  run("commit", "--quiet", "--message=base");
  const base = run("rev-parse", "HEAD");
  run("switch", "--quiet", "--create=side");
  for (let i = 0; i < COMMITS; i++) {
    writeFileSync(path.join(repo, "src/part-0", `side-${String(i)}.txt`), "side\n");
    run("add", "--all");
    run("commit", "--quiet", `--message=side ${String(i)}`);
  }
  const side = run("rev-parse", "HEAD");
  run("switch", "--quiet", "main");
  writeFileSync(path.join(repo, "src/part-1/main.txt"), "main\n");
  run("add", "--all");
  run("commit", "--quiet", "--message=main");
  const main = run("rev-parse", "HEAD");
  run("branch", "forward", base);
  return { folder, repo, base, side, main, run };
}

async function rowOfHead({ repo, main, ...bench }) {
  return rowOf("git: the commit of HEAD", bench, {
    bare: async () => { expectSame(await bare(bench.env, repo, "rev-parse", "--verify", "HEAD"), main); },
    engine: async (engine) => { expectSame(await engine.head(repo), main); },
  });
}

async function rowOfStatus({ repo, ...bench }) {
  return rowOf(`git: status of a clean tree of ${String(FILES)} files`, bench, {
    bare: async () => { expectSame(await bare(bench.env, repo, "status", "--porcelain=v1", "-z", "--untracked-files=all"), ""); },
    engine: async (engine) => { expectSame(JSON.stringify(await engine.status(repo)), "[]"); },
  });
}

async function rowOfWorktree({ repo, base, folder, run, ...bench }) {
  const target = path.join(folder, "worktree");
  return rowOf(`git: a worktree of ${String(FILES)} files`, bench, {
    bare: () => bare(bench.env, repo, "worktree", "add", "--quiet", "-b", "made", target, base),
    engine: async (engine) => { expectSame((await engine.addWorktree({ repo, path: target, branch: "made", base })).type, "added"); },
    after: () => {
      if (!existsSync(path.join(target, "src/part-0/file-0.txt"))) throw new Error("the worktree has no files");
      run("worktree", "remove", "--force", target);
      run("branch", "-D", "--quiet", "made");
    },
  });
}

async function rowOfRebase({ folder, main, side, run, ...bench }) {
  const tree = path.join(folder, "side");
  run("worktree", "add", "--quiet", tree, "side");
  return rowOf(`git: a rebase of ${String(COMMITS)} commits`, bench, {
    bare: () => bare(bench.env, tree, "rebase", "--quiet", "--merge", main),
    engine: async (engine) => { expectSame((await engine.rebase({ tree, onto: main })).type, "rebased"); },
    after: () => {
      expectSame(execFileSync("git", ["rev-list", "--count", `${main}..HEAD`], { cwd: tree, env: bench.env, encoding: "utf8" }).trim(), String(COMMITS));
      execFileSync("git", ["reset", "--quiet", "--hard", side], { cwd: tree, env: bench.env });
    },
  });
}

async function rowOfForward({ repo, base, main, run, ...bench }) {
  return rowOf("git: a fast-forward of a branch that is checked out nowhere", bench, {
    bare: () => bare(bench.env, repo, "update-ref", "refs/heads/forward", main, base),
    engine: async (engine) => { expectSame((await engine.fastForward({ repo, branch: "forward", to: main })).type, "moved"); },
    after: () => {
      expectSame(run("rev-parse", "forward"), main);
      run("update-ref", "refs/heads/forward", base);
    },
  });
}

/** A plan's way from its base into the milestone's branch, which another plan has moved meanwhile: the commands that a person would type, and the same by an engine with all it checks. */
async function rowOfPlan({ repo, base, folder, run, ...bench }) {
  const [home, tree] = [path.join(folder, "home"), path.join(folder, "plan")];
  run("worktree", "add", "--quiet", "-b", "milestone", home, "main");
  const tip = run("rev-parse", "milestone");
  const work = async () => {
    writeFileSync(path.join(tree, "src/part-2/plan.txt"), "plan\n");
    await bare(bench.env, tree, "add", "src/part-2/plan.txt");
    await bare(bench.env, tree, "commit", "--quiet", "--message=plan");
  };
  return rowOf("making a plan's worktree and bringing it back: worktree, commit, rebase, fast-forward, removal", { ...bench, engines: { program: bench.engines.program } }, {
    barAt: 1.3,
    bare: async () => {
      await bare(bench.env, repo, "worktree", "add", "--quiet", "-b", "plan", tree, base);
      await work();
      await bare(bench.env, tree, "rebase", "--quiet", "--merge", "milestone");
      await bare(bench.env, home, "merge", "--quiet", "--ff-only", "plan");
      await bare(bench.env, repo, "worktree", "remove", tree);
      await bare(bench.env, repo, "branch", "--quiet", "-D", "plan");
    },
    engine: async (engine) => {
      expectSame((await engine.addWorktree({ repo, path: tree, branch: "plan", base })).type, "added");
      await work();
      const rebased = await engine.rebase({ tree, onto: tip });
      expectSame(rebased.type, "rebased");
      expectSame((await engine.fastForward({ repo, branch: "milestone", to: rebased.to })).type, "moved");
      expectSame((await engine.removeWorktree({ repo, path: tree })).type, "removed");
      expectSame((await engine.deleteBranch({ repo, branch: "plan", expected: rebased.to })).type, "deleted");
    },
    after: () => {
      if (!existsSync(path.join(home, "src/part-2/plan.txt")) || existsSync(tree)) throw new Error("the plan did not come in, or its worktree is still there");
      execFileSync("git", ["reset", "--quiet", "--hard", tip], { cwd: home, env: bench.env });
    },
  });
}

/** Measures one thing by the bare command and by each engine; what has to be done between two of them is not timed. */
async function rowOf(what, { engines, rounds }, { bare: command, engine: ask, after = () => {}, barAt }) {
  const actions = { bare: command, ...Object.fromEntries(Object.entries(engines).map(([name, engine]) => [name, () => ask(engine)])) };
  const times = await alternate(actions, { rounds, warmUp: 2, after });
  const told = Object.keys(engines).map((name) => `${name} ${ratioOf(times[name], times.bare).median.toFixed(2)} ×`);
  return {
    what,
    result: `${told.join(", ")} the bare git command${"nodegit" in engines || barAt !== undefined ? "" : "; nodegit is not built"}`,
    ...(barAt === undefined ? { bar: "none" } : { bar: `≤ ${String(barAt)} ×`, met: ratioOf(times.program, times.bare).median <= barAt }),
    beside: Object.entries(times).map(([name, each]) => `${name} ${median(each).toFixed(median(each) < 1 ? 2 : 1)} ms`).join(", "),
  };
}

/** Runs git as a shell would, and returns what it printed. */
function bare(env, cwd, ...args) {
  return new Promise((resolve, reject) => {
    const child = spawn("git", args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    const [out, all] = [[], []];
    child.stdout.on("data", (chunk) => { out.push(chunk); });
    child.stderr.on("data", (chunk) => { all.push(chunk); });
    child.on("error", reject).on("close", (code) => {
      if (code === 0) resolve(Buffer.concat(out).toString("utf8").trim());
      else reject(new Error(`git ${args.join(" ")}: exit code ${String(code)}\n${Buffer.concat(all).toString("utf8")}`));
    });
  });
}

function expectSame(actual, expected) {
  if (actual !== expected) throw new Error(`expected ${JSON.stringify(expected)}, found ${JSON.stringify(actual)}`);
}
