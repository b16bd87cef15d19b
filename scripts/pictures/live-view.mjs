import { spawn } from "node:child_process";
import { cpSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { codeFiles, planningFiles } from "../../demo/sample-product.mjs";
import { tape } from "../../demo/sample-tape.mjs";
import { openStage, runDgs } from "../demo/stage.mjs";
import { drawTerminal, piecesOf } from "./terminal-svg.mjs";

// A dependency of the program's tests.
const { Terminal } = createRequire(new URL("../../apps/cli/package.json", import.meta.url))("@xterm/headless");

/** What the picture may have at most, in bytes: it is in the repository for good. */
const MOST = 60_000;
const HISTORY = ".planning/jobs/.history";
const SIZE = { columns: 90, rows: 30 };
/** How long the agent of a plan takes, and how long a picture is waited for, in milliseconds. */
const [PLAN_MS, PATIENCE] = [9_000, 60_000];

const main = fileURLToPath(new URL("../../apps/cli/dist/main.js", import.meta.url));
const agent = fileURLToPath(new URL("../../demo/unhurried-agent.mjs", import.meta.url));

/** Two plans at work, each with something that its agent said since some seconds. */
const WANTED = /\[>\] 01-01 {2}run {2}[5-9] s.* {2}\w+.*\n.*\[>\] 01-02 {2}run {2}.* {2}\w+/;

/** Runs the job of the demo on a terminal, and draws what is to be seen there while two agents are at work; returns the exit code. */
export async function takeLiveViewPicture(file) {
  const config = JSON.parse(planningFiles[".planning/config.json"]);
  const files = { ...planningFiles, ".planning/config.json": `${JSON.stringify({ ...config, limits: { plan_tokens: 50_000, plan_cost_usd: 1, job_tokens: 400_000, job_cost_usd: 5 } }, undefined, 2)}\n` };
  const [before, now] = [openStage({ planningFiles: files, codeFiles, tape }), openStage({ planningFiles: files, codeFiles, tape })];
  const terminal = new Terminal({ cols: SIZE.columns, rows: SIZE.rows, allowProposedApi: true });
  try {
    const agents = ["--", process.execPath, agent, join(now.folder, "tape.json"), String(PLAN_MS)];
    for (const [{ product }, ...args] of [[before, "create-milestone-job", "--yes"], [before, "run-job", "v1.0", ...agents], [now, "create-milestone-job", "--yes"]]) {
      const code = await runDgs(product, ...args);
      if (code !== 0) return code;
    }
    // What a run expects, it has from earlier ones.
    cpSync(join(before.product, HISTORY), join(now.product, HISTORY), { recursive: true });
    const lines = await linesOf(terminal, now.product, ["run-job", "v1.0", ...agents]);
    if (lines === undefined) return 1;
    const picture = drawTerminal({
      lines,
      columns: SIZE.columns,
      bar: "dgs run-job v1.0",
      title: "dgs run-job v1.0 on a terminal, while two agents are at work",
      description: lines.map((pieces) => pieces.map(({ text }) => text).join(" ")).join("\n"),
    });
    if (Buffer.byteLength(picture) > MOST) {
      console.error(`The picture has ${String(Buffer.byteLength(picture))} bytes, more than ${String(MOST)}.`);
      return 1;
    }
    writeFileSync(file, picture);
    console.log(`\n${file}: ${String(Buffer.byteLength(picture))} bytes`);
    return 0;
  } finally {
    terminal.dispose();
    for (const { folder } of [before, now]) rmSync(folder, { recursive: true, force: true });
  }
}

/** What is on the screen once it is as it is wanted, as pieces of lines; the program is stopped in order then. */
async function linesOf(terminal, cwd, args) {
  const quoted = [process.execPath, main, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== "NO_COLOR" && name !== "FORCE_COLOR"));
  const child = spawn("script", ["-qefc", `stty cols ${SIZE.columns} rows ${SIZE.rows}; exec ${quoted}`, "/dev/null"], { cwd, env: { ...env, TERM: "xterm-256color" }, stdio: ["pipe", "pipe", "inherit"] });
  child.stdout.on("data", (data) => { terminal.write(data); });
  const ended = new Promise((resolve, reject) => { child.on("close", resolve).on("error", reject); });
  let isOver = false;
  void ended.then(() => { isOver = true; }, () => { isOver = true; });
  const { active } = terminal.buffer;
  const rows = () => Array.from({ length: SIZE.rows }, (_, row) => active.getLine(active.baseY + row));
  const screen = () => rows().map((line) => line?.translateToString(true) ?? "").join("\n");
  const giveUp = Date.now() + PATIENCE;
  while (!WANTED.test(screen()) && !isOver && Date.now() < giveUp) await sleep(20);
  const isWanted = WANTED.test(screen());
  const lines = rows().map((line) => (line === undefined ? [] : piecesOf(line)));
  if (!isWanted) console.error(`Two agents at work were never to be seen:\n${screen()}`);
  if (!isOver) child.stdin.write("\u0003");
  await ended;
  // From where the agents begin: what is above them is long.
  const first = lines.findIndex(([piece]) => piece?.text.startsWith("Spawning ") === true);
  const last = lines.findLastIndex((pieces) => pieces.length > 0);
  return isWanted ? lines.slice(Math.max(0, first), last + 1) : undefined;
}
