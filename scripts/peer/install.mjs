// Fetches the peer tool's package, looks at its digest, and unpacks it. Nothing of it is installed or run here.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { withLock } from "../nodegit/lock.mjs";
import { npmOf, runLogged, tailOf } from "../nodegit/run.mjs";
import { findPeer, PEER, peerFolder, peerMark } from "./pin.mjs";

/** Milliseconds that fetching and unpacking may take each: it has some three megabytes. */
const LONGEST_MS = 3 * 60_000;

/** Sees to it that the peer is there; resolves to what went wrong as text, "" for nothing. */
export async function installPeer({ say, env = process.env }) {
  if (findPeer(env) !== undefined) return "";
  const folder = peerFolder(env);
  mkdirSync(path.dirname(folder), { recursive: true });
  return withLock(`${folder}.lock`, { onWait: (pid) => { say(`process ${String(pid)} is fetching ${PEER.package} already; waiting for that`); } }, async () => (findPeer(env) === undefined ? fetchPeer(folder, { say, env }) : ""));
}

async function fetchPeer(folder, { say, env }) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const log = path.join(folder, "install.log");
  const run = (program, args) => runLogged(program, args, { cwd: folder, env, log, deadline: Date.now() + LONGEST_MS });
  say(`fetching ${PEER.package} ${PEER.version}`);
  const code = await run(...npmOf(["pack", `${PEER.package}@${PEER.version}`, "--ignore-scripts", "--pack-destination", folder]));
  if (code !== 0) return `npm: exit code ${String(code)}: ${tailOf(log, 3).replaceAll("\n", "; ")}`;
  const [archive] = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
  const digest = archive === undefined ? "" : `sha512-${createHash("sha512").update(readFileSync(path.join(folder, archive))).digest("base64")}`;
  if (digest !== PEER.integrity) return `its package has the digest ${digest || "of nothing"}, and not ${PEER.integrity}`;
  const unpacked = await run("tar", ["-xzf", archive]);
  if (unpacked !== 0 || !existsSync(path.join(folder, ...PEER.file.split("/")))) return `tar: exit code ${String(unpacked)}: ${tailOf(log, 3).replaceAll("\n", "; ")}`;
  rmSync(path.join(folder, archive));
  writeFileSync(peerMark(env), `${JSON.stringify({ package: PEER.package, version: PEER.version, integrity: PEER.integrity })}\n`);
  return "";
}
