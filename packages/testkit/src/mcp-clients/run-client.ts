import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { environmentOf } from "../agent-contract/program-environment.js";
import { type AskedModel, startModelServer } from "../model-server/start-model-server.js";
import { writeFiles } from "../scenarios/make-repo.js";
import { installServer, placeProgram } from "./install-server.js";
import { createScriptedAgent, type ScriptedAgent } from "./scripted-agent.js";
import type { ClientWish, TestedClient } from "./tested-client.js";

/** Milliseconds that a client may take. */
const LONGEST_MS = 240_000;

/** What a client is run for. */
export interface ClientTask extends ClientWish {
  /** The program. */
  readonly path: string;
  /** A folder that is the test's own; the product is where the client works. */
  readonly folder: string;
  readonly product: string;
  readonly agent: ScriptedAgent;
  /** What is typed; some words unless told. */
  readonly prompt?: string;
}

/** What a run of a client came to. */
export interface ClientRun {
  readonly code: number | null;
  /** All that it printed. */
  readonly printed: string;
  /** The lines that it printed for programs. */
  readonly events: readonly string[];
  readonly asked: readonly AskedModel[];
  /** What went between it and the server. */
  readonly wire: readonly WireMessage[];
  /** Hosts that it wanted to reach. */
  readonly outside: readonly string[];
}

/** A message between a client and the server. */
export interface WireMessage {
  readonly from: "client" | "server";
  readonly message: Readonly<Record<string, unknown>>;
}

/** Sets a client up by `dgs install` in a HOME of its own, and runs it to its end with an agent that is a script. */
export async function runClient(client: TestedClient, task: ClientTask): Promise<ClientRun> {
  const home = mkdtempSync(join(task.folder, "home-"));
  const log = join(home, "wire.jsonl");
  const model = await startModelServer(createScriptedAgent(client, task.agent));
  try {
    const setup = client.setup({ url: model.url, home });
    const allowed = client.allow(task);
    mkdirSync(join(home, "tmp"));
    writeFiles(home, setup.files ?? {});
    const asIs = environmentOf(home, model.url);
    const env = { ...asIs, ...setup.env, ...allowed.env, PATH: `${placeProgram({ home, log })}${delimiter}${asIs["PATH"] ?? ""}` };
    installServer(client, { home, product: task.product, env, log }, allowed);
    const { program, args } = programOf(task.path, [...client.arguments(task.prompt ?? "Do what is to be done."), ...(allowed.args ?? [])]);
    const ended = await runProgram(program, args, { cwd: task.product, env });
    return { ...ended, asked: [...model.asked], wire: wireOf(log), outside: [...model.outside] };
  } finally {
    await model.close();
  }
}

/** Runs a program to its end. Not supervised: what outlives a client on purpose, a run of DGS, has to. */
async function runProgram(program: string, args: readonly string[], { cwd, env }: { readonly cwd: string; readonly env: Readonly<Record<string, string>> }): Promise<Pick<ClientRun, "code" | "printed" | "events">> {
  const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const deadline = setTimeout(() => child.kill("SIGKILL"), LONGEST_MS);
  const out = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) child[name].setEncoding("utf8").on("data", (text: string) => { out[name] += text; });
  const [code] = (await once(child, "exit")) as [number | null];
  clearTimeout(deadline);
  return { code, printed: `${out.stdout}\n${out.stderr}`, events: out.stdout.split("\n") };
}

/** A program of Node is started by this Node. */
function programOf(path: string, args: readonly string[]): { readonly program: string; readonly args: readonly string[] } {
  return path.endsWith(".js") ? { program: process.execPath, args: [path, ...args] } : { program: path, args };
}

function wireOf(log: string): readonly WireMessage[] {
  if (!existsSync(log)) return [];
  const noted = readFileSync(log, "utf8").split("\n").filter((line) => line !== "").map((line) => JSON.parse(line) as WireMessage | { readonly closed: number });
  return noted.filter((each) => "message" in each);
}
