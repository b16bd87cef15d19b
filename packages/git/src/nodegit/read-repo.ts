import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import type { GitOperation, RepoState } from "@dgs/core";
import { operationIn } from "../operation.js";
import { isRefusal } from "../refusal.js";
import { isShallow, type OpenRepo } from "./open-repo.js";
import { isPlainText, readHeadState } from "./read-head.js";
import type { ReadSettings } from "./settings.js";
import { type Sure, sure } from "./sure.js";
import { compareBytes } from "./turns.js";

/** Asks what state a repository is in. One without commits, or with a cut history, is a doubt. */
export async function readRepo(open: OpenRepo, readSettings: ReadSettings): Promise<Sure<RepoState> | undefined> {
  const head = isShallow(open) ? undefined : await readHeadState(open);
  const remotes = await readRemotes(open, readSettings);
  if (head === undefined || remotes === undefined || !isPlainText(open.top)) return undefined;
  const operation = operationIn(open.own);
  const lock = path.join(open.own, "index.lock");
  return sure({
    // libgit2 opens no other.
    objectFormat: "sha1",
    shallow: false,
    top: open.top,
    head: head.answer,
    remotes: remotes.answer,
    ...(operation === undefined ? {} : { operation }),
    ...(existsSync(lock) ? { indexLock: lock } : {}),
  });
}

/** Asks what a tree is in the middle of. */
export function readOperation({ own }: OpenRepo): Sure<GitOperation | undefined> {
  return sure(operationIn(own));
}

/** Asks for the names of the remotes. Those that have no address, and those of the oldest gits, which have files of their own, are a doubt. */
async function readRemotes({ shared, ...open }: OpenRepo, readSettings: ReadSettings): Promise<Sure<readonly string[]> | undefined> {
  const old = ["remotes", "branches"].map((name) => path.join(shared, name));
  if (old.some((folder) => existsSync(folder) && readdirSync(folder).length > 0)) return undefined;
  const settings = await readSettings({ shared, ...open });
  if (isRefusal(settings)) return undefined;
  const keys = settings.map(({ key }) => /^remote\.(.+)\.([^.]+)$/s.exec(key)).filter((match) => match !== null);
  const named = new Set(keys.map((match) => match[1] ?? ""));
  const addressed = new Set(keys.filter((match) => match[2] === "url").map((match) => match[1] ?? ""));
  const isOdd = settings.some(({ key, value }) => /^remote\..+\.url$/s.test(key) && value === "") || [...named].some((name) => !isPlainText(name) || name.includes("\n"));
  return isOdd || named.size !== addressed.size ? undefined : sure([...named].sort(compareBytes));
}
