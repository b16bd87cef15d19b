import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gitOf } from "./git-of.js";
import { productFolders } from "./product-folders.js";

/** Where git asks in the middle of what it does, on this side and on a remote's. */
const HOOKS = [
  ...["reference-transaction", "post-index-change", "post-checkout", "pre-commit", "commit-msg", "post-commit", "post-rewrite", "post-merge", "pre-rebase", "pre-push"],
  ...["pre-receive", "update", "post-receive"],
];

const SCRIPT = fileURLToPath(new URL("../../crash/git-hook.sh", import.meta.url));

/** Puts the hooks of a lane into a folder of its own, and makes the product's remotes use them: these do not inherit a runner's environment. */
export function installHooks(lane: string): void {
  const text = readFileSync(SCRIPT, "utf8").replaceAll("LANE", lane);
  mkdirSync(join(lane, "hooks"));
  for (const name of HOOKS) writeFileSync(join(lane, "hooks", name), text, { mode: 0o755 });
  const product = join(lane, "product");
  for (const name of productFolders(product).bare) gitOf(join(product, name), ["config", "core.hooksPath", join(lane, "hooks")]);
}

/** The environment in which git runs the hooks of a lane. */
export function hookEnvironment(lane: string): Readonly<Record<string, string>> {
  return { GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: "core.hooksPath", GIT_CONFIG_VALUE_0: join(lane, "hooks") };
}

/** A moment in which git asks a hook: the hook with its first argument, and which of the moments of that name it is, from 1 on. */
export interface HookMoment {
  readonly name: string;
  readonly occurrence: number;
}

/** Starts to write down the moments in which git asks its hooks, or to let them pass. */
export function watchHooks(lane: string, watch: boolean): void {
  for (const name of ["hook-watch", "hook-log", "hook-kill"]) rmSync(join(lane, name), { force: true });
  if (watch) writeFileSync(join(lane, "hook-watch"), "");
}

/** Says at which moment a runner is to be killed, together with git. */
export function killAtHook(lane: string, { name, occurrence }: HookMoment, runner: number): void {
  writeFileSync(join(lane, "hook-kill"), `${String(runner)} ${String(occurrence)}\n${name}\n`);
}

/** The moments that were written down, in their order. */
export function readHookLog(lane: string): HookMoment[] {
  const log = join(lane, "hook-log");
  const names = existsSync(log) ? readFileSync(log, "utf8").split("\n").filter((line) => line !== "") : [];
  return names.map((name, at) => ({ name, occurrence: names.slice(0, at + 1).filter((each) => each === name).length }));
}
