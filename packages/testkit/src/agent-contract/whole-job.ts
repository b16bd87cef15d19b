import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gitOf } from "../crash/git-of.js";
import { startModelServer } from "../model-server/start-model-server.js";
import { createTapeBrain, type PlayedEntry } from "../model-server/tape-brain.js";
import { makeRepo, writeFiles } from "../scenarios/make-repo.js";
import { environmentOf } from "./program-environment.js";
import type { TestedProgram } from "./tested-program.js";

const MAIN = fileURLToPath(new URL("../../../../apps/cli/dist/main.js", import.meta.url));

/** What a job is carried out on: files of a planning repo and of a code repo beside it, called `durations`, and what the model does. */
export interface SampleJob {
  readonly version: string;
  readonly planningFiles: Readonly<Record<string, string>>;
  readonly codeFiles: Readonly<Record<string, string>>;
  readonly entries: readonly PlayedEntry[];
}

/** What a job came to. */
export interface JobEnd {
  readonly code: number | null;
  /** The report that it printed. */
  readonly report: Readonly<Record<string, unknown>>;
  readonly printed: string;
  /** Subjects of the commits on the milestone's branch, the oldest first. */
  readonly commits: readonly string[];
  readonly worktrees: readonly string[];
  /** Names of the planning files, below their folder. */
  readonly planningFiles: readonly string[];
  /** What `dgs health` said of them afterwards. */
  readonly health: { readonly code: number | null; readonly printed: string };
  /** How often the model was asked by a request that offers tools. */
  readonly asked: number;
  readonly outside: readonly string[];
}

/** Creates a milestone job by the built program and runs it, with a real agent program and a scripted model, as a person would. */
export async function runWholeJob(program: TestedProgram, path: string, sample: SampleJob): Promise<JobEnd> {
  const folder = realpathSync(mkdtempSync(join(existsSync("/var/tmp") ? "/var/tmp" : tmpdir(), "dgs-job-")));
  const [product, code, home] = [join(folder, "product"), join(folder, "durations"), join(folder, "home")];
  const server = await startModelServer(createTapeBrain(sample.entries));
  try {
    const setup = program.setup({ url: server.url, home });
    const env = { ...environmentOf(home, server.url), ...setup.env };
    mkdirSync(join(home, "tmp"), { recursive: true });
    writeFiles(home, setup.files ?? {});
    const config = JSON.parse(sample.planningFiles[".planning/config.json"] ?? "{}") as Record<string, unknown>;
    const agents = { adapter: program.adapter.name, program: path, allowed_commands: ["rm", "mkdir"], env: Object.keys(env), ...(setup.model === undefined ? {} : { models: { opus: setup.model, sonnet: setup.model, haiku: setup.model } }) };
    makeRepo(code, sample.codeFiles);
    makeRepo(product, { ...sample.planningFiles, ".planning/config.json": JSON.stringify({ ...config, agents }) });
    const created = await dgs(product, env, ["create-milestone-job", "--yes"]);
    if (created.code !== 0) throw new Error(created.printed);
    const { code: exit, stdout, printed } = await dgs(product, env, ["run-job", sample.version, "--json"]);
    const branch = `milestone/${sample.version}`;
    return {
      code: exit,
      report: JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Record<string, unknown>,
      printed,
      commits: gitOf(code, ["log", "--reverse", "--format=%s", `main..${branch}`]).trim().split("\n"),
      worktrees: gitOf(code, ["worktree", "list", "--porcelain"]).split("\n").filter((line) => line.startsWith("branch ")),
      planningFiles: readdirSync(join(product, ".planning"), { recursive: true, encoding: "utf8" }).map((name) => name.replaceAll("\\", "/")),
      health: await dgs(product, env, ["health"]),
      asked: server.asked.filter(({ step }) => step !== undefined).length,
      outside: server.outside,
    };
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function dgs(cwd: string, env: Readonly<Record<string, string>>, args: readonly string[]): Promise<{ code: number | null; stdout: string; printed: string }> {
  const child = spawn(process.execPath, [MAIN, ...args], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const out = { stdout: "", printed: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => { out.stdout += text; out.printed += text; });
  child.stderr.setEncoding("utf8").on("data", (text: string) => { out.printed += text; });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, ...out };
}
