import { spawn } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync, realpathSync, statSync } from "node:fs";
import path from "node:path";
import type { ProcessesInFolder, ProcessInFolder } from "@dgs/core";
import { parseLsofFolders } from "./lsof-folders.js";

/**
 * Tells which processes have their working folder in a folder or below, this one included.
 *
 * By `/proc` on Linux, by `lsof` elsewhere, `unknown` on Windows and where neither answers. Processes of other users are seen only as far
 * as the system shows them. A process in a container is found by the folder itself, whatever its name is in there.
 */
export async function processesIn(folder: string): Promise<ProcessesInFolder> {
  const target = realFolder(folder);
  if (process.platform === "win32") return { type: "unknown", message: "Windows does not tell in which folders processes work" };
  const all = process.platform === "linux" && isProcThere() ? readProc(target) : await askLsof();
  // Whoever looks has a working folder, too: a list without it is not the list.
  if (all === undefined || !all.some(({ pid }) => pid === process.pid)) return { type: "unknown", message: "neither /proc nor lsof tells in which folders processes work" };
  return { type: "known", processes: all.filter(({ cwd }) => isWithin(target, cwd)).sort((a, b) => a.pid - b.pid) };
}

function isWithin(folder: string, cwd: string): boolean {
  // File systems of macOS decompose characters; lsof tells what the process wrote.
  const [outer, inner] = [folder.normalize("NFC"), cwd.normalize("NFC")];
  return inner === outer || inner.startsWith(outer.endsWith(path.sep) ? outer : outer + path.sep);
}

function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return path.resolve(folder);
  }
}

function isProcThere(): boolean {
  return textOr(undefined, () => readlinkSync("/proc/self/cwd")) !== undefined;
}

function readProc(target: string): readonly ProcessInFolder[] {
  const own = textOr("", () => readlinkSync("/proc/self/ns/mnt"));
  const folder = identityOr(() => statSync(target));
  return readdirSync("/proc").flatMap((name) => {
    const pid = Number(name);
    if (!Number.isInteger(pid)) return [];
    // It may have ended meanwhile, or be another user's.
    const cwd = textOr(undefined, () => readlinkSync(`/proc/${name}/cwd`));
    if (cwd === undefined) return [];
    const command = textOr("?", () => readFileSync(`/proc/${name}/comm`, "utf8").trimEnd());
    const namespace = textOr(own, () => readlinkSync(`/proc/${name}/ns/mnt`));
    const isMounted = namespace !== own && folder !== undefined && isBelowMounted(name, folder);
    return [{ pid, command, cwd: isMounted ? target : cwd }];
  });
}

/** Whether a process of another mount namespace works in a folder: there the folder may have any name, but it is the same one. */
function isBelowMounted(pid: string, folder: string): boolean {
  let before: string | undefined;
  for (let at = `/proc/${pid}/cwd/.`, levels = 0; levels < 256; at += "/..", levels++) {
    const here = identityOr(() => statSync(at));
    if (here === folder) return true;
    if (here === undefined || here === before) return false;
    before = here;
  }
  return false;
}

function identityOr(read: () => { readonly dev: number; readonly ino: number }): string | undefined {
  return textOr(undefined, () => {
    const { dev, ino } = read();
    return `${String(dev)}:${String(ino)}`;
  });
}

function textOr<Otherwise>(otherwise: Otherwise, read: () => string): string | Otherwise {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

const LSOF_MS = 30_000;

/** Fixed folders, as a program called lsof may lie elsewhere on PATH. Its exit code is 1 also when all is well. */
function askLsof(): Promise<readonly ProcessInFolder[] | undefined> {
  return new Promise((resolve) => {
    const lsof = spawn("lsof", ["-w", "-n", "-P", "-a", "-d", "cwd", "-F", "pcn0"], {
      env: { LC_ALL: "C", PATH: "/usr/sbin:/usr/bin:/sbin:/bin" },
      stdio: ["ignore", "pipe", "ignore"],
      timeout: LSOF_MS,
    });
    const parts: Buffer[] = [];
    lsof.stdout.on("data", (part: Buffer) => parts.push(part));
    lsof.on("error", () => { resolve(undefined); });
    lsof.on("close", (_code, signal) => { resolve(signal === null ? parseLsofFolders(Buffer.concat(parts).toString("utf8")) : undefined); });
  });
}
