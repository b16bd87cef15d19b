import { randomBytes } from "node:crypto";
import { type Environment, refuse } from "@dgs/host";
import { forwardSignals } from "@dgs/process";
import { isRefusal, type Refusal } from "@dgs/runtime";
import { openProduct, type ProductOptions } from "./product.js";
import { createProductRegistry } from "./product-registry.js";
import { carryOutRun } from "./runs/carry-out-run.js";
import { serveHttp } from "./serve-http.js";
import { serveStdio } from "./serve-stdio.js";

/** How a product is to be served. */
export interface ServeWish {
  readonly root?: string;
  readonly project?: string;
  /** Over HTTP, on this port; 0 for any. Absent: on stdin and stdout. */
  readonly http?: string;
  /** False: no person is asked through the client. */
  readonly questions: boolean;
  /** The folder of a run that is to be carried out: how the server starts itself. */
  readonly run?: string;
}

/** What a program serves with. */
export interface Serving {
  readonly cwd: string;
  readonly env: Environment;
  readonly version: string;
  /** The program that serves and its arguments, to which `--run FOLDER` is added. */
  readonly self: readonly [program: string, ...args: string[]];
  /** What is not part of the protocol. */
  readonly say: (line: string) => void;
}

/** The name of the variable that holds the bearer token of the HTTP server. */
export const TOKEN_VARIABLE = "DGS_MCP_TOKEN";

/** Serves a product until the client is gone or a signal comes, or carries a run out. Returns the exit code; refused where there is nothing to serve. */
export async function serveProduct(wish: ServeWish, serving: Serving): Promise<number | Refusal> {
  const { cwd, env, version, self } = serving;
  if (wish.run !== undefined) return carryOutRun(wish.run, env);
  const port = wish.http === undefined ? undefined : /^\d{1,5}$/.test(wish.http) && Number(wish.http) < 65_536 ? Number(wish.http) : undefined;
  if (wish.http !== undefined && port === undefined) return refuse("option-value-unknown", `--http has to be a port from 0 to 65535, and is ${JSON.stringify(wish.http)}`, "Give a port, or 0 for any that is free.", "the command line");
  const envRoot = env["DGS_ROOT"];
  const root = wish.root ?? (envRoot === undefined || envRoot === "" ? undefined : envRoot);
  const product: ProductOptions = { cwd, env, version, runner: [...self, "--run"], ...(root === undefined ? {} : { root }), ...(wish.project === undefined ? {} : { project: wish.project }) };
  // A folder without a plan yet is served all the same: each call says so. A root that is named and is not there is a mistake.
  const opened = openProduct(product);
  if (isRefusal(opened) && opened.code !== "no-planning-folder") return opened;
  const signals = forwardSignals();
  try {
    const signal = signals.signal as AbortSignal;
    const options = { asksPeople: wish.questions, onError: (error: unknown) => { serving.say(describeError(error, env)); }, signal };
    const registry = createProductRegistry(product);
    if (port === undefined) await serveStdio(registry, options);
    else await listen(registry, { ...options, port }, serving);
    return 0;
  } finally {
    signals.release();
  }
}

async function listen(registry: ReturnType<typeof createProductRegistry>, options: Parameters<typeof serveHttp>[1], { env, say }: Serving): Promise<void> {
  const given = env[TOKEN_VARIABLE];
  const token = given === undefined || given === "" ? randomBytes(24).toString("base64url") : given;
  const server = await serveHttp(registry, { ...options, token });
  say(`DGS is served at ${server.url}`);
  say(token === given ? `Clients show the token of ${TOKEN_VARIABLE}.` : `Clients send the header: Authorization: Bearer ${token}`);
  await server.closed;
}

/** Much of it is a client's own mistake, told to that client too: where it came from is of use only to who looks for a fault of DGS. */
function describeError(error: unknown, env: Environment): string {
  if (!(error instanceof Error)) return String(error);
  const isDebug = env["DGS_DEBUG"] !== undefined && env["DGS_DEBUG"] !== "";
  return isDebug ? (error.stack ?? error.message) : `${error.message} (DGS_DEBUG=1 shows where)`;
}
