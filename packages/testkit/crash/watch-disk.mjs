// Makes every call of node:fs that changes something below a folder a kill point, whoever calls it: the disk of the
// runtime, git's own records, the replayed agent. Has to be called before the packages are imported.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import path from "node:path";

// Forcing to the disk is no point, and is not done: a killed process loses nothing that was written.
const CHANGING = ["mkdir", "rename", "link", "unlink", "rm", "rmdir", "symlink", "chmod", "copyFile", "cp", "truncate", "writeFile", "appendFile", "mkdtemp", "utimes"];
// What stands already is not made again.
const MAKING = new Set(["mkdir"]);
const REMOVING = new Set(["rm", "unlink", "rmdir"]);
const FILLING = new Set(["writeFile", "appendFile", "chmod", "copyFile", "utimes", "mkdir"]);
// Where these copy from stays as it is.
const COPYING = new Set(["copyFile", "cp"]);

// What is waited for takes turns, like programs do.
const WAITED_FOR = ["open", "readFile", "readdir", "realpath", "stat", "lstat", "access", "readlink", "opendir"];

/** Watches what is done below a folder. */
export function watchDisk(folder, points, turn) {
  // A call that is made of others is one point: between its parts nobody looks.
  let depth = 0;
  const isBelow = (file) => typeof file === "string" && (file === folder || file.startsWith(folder + path.sep));
  const short = (file) => path.relative(folder, file);
  const existsSync = fs.existsSync;
  const opened = new Map();

  // Nobody reads a temporary file before it has its name: where it is made, filled and given its mode, nothing changes. Nor does anybody read a log.
  const isUnread = (file) => /(?:tmp|\.new|\.dgs-part|\.json\.[0-9a-f]{12}|\/\.dgs\/logs(?:\/[^/]*)?)$/.test(file);
  const before = (name, args) => {
    if (depth > 0) return;
    const target = (COPYING.has(name) ? args.slice(1, 2) : args.slice(0, 2)).find(isBelow);
    if (target === undefined) return;
    if (MAKING.has(name) && existsSync(target)) return;
    if (REMOVING.has(name) && fs.lstatSync(target, { throwIfNoEntry: false }) === undefined) return;
    points.at(`disk ${name} ${short(target)}`, !(FILLING.has(name) && isUnread(target)));
  };
  const inside = (run) => {
    depth++;
    try {
      return run();
    } finally {
      depth--;
    }
  };

  for (const name of CHANGING) {
    const sync = fs[`${name}Sync`];
    if (sync !== undefined) fs[`${name}Sync`] = (...args) => (before(name, args), inside(() => sync(...args)));
    const later = fs.promises[name];
    if (later !== undefined) fs.promises[name] = (...args) => turn(() => (before(name, args), later(...args)));
  }
  for (const name of WAITED_FOR) {
    const later = fs.promises[name];
    fs.promises[name] = (...args) => turn(async () => takingTurns(await later(...args), turn));
  }

  const { openSync, writeSync, closeSync } = fs;
  const isWriting = (flags) => typeof flags === "string" ? /[wa+]/.test(flags) : typeof flags === "number" && (flags & (fs.constants.O_WRONLY | fs.constants.O_RDWR)) !== 0;
  fs.openSync = (file, flags, ...rest) => {
    const counts = depth === 0 && isBelow(file) && isWriting(flags);
    if (counts) points.at(`disk open ${short(file)}`, !isUnread(file));
    const handle = openSync(file, flags, ...rest);
    if (counts) opened.set(handle, short(file));
    return handle;
  };
  fs.writeSync = (handle, ...rest) => {
    if (opened.has(handle)) points.at(`disk write ${opened.get(handle)}`, !isUnread(opened.get(handle)));
    return writeSync(handle, ...rest);
  };
  fs.fsyncSync = () => undefined;
  fs.closeSync = (handle) => (opened.delete(handle), closeSync(handle));
  syncBuiltinESMExports();
}

/** A handle that was opened takes turns with all that is done with it. */
function takingTurns(result, turn) {
  if (result?.constructor?.name !== "FileHandle") return result;
  for (const name of ["read", "readFile", "stat", "write", "writeFile", "sync", "close"]) {
    const later = result[name].bind(result);
    result[name] = (...args) => turn(() => later(...args));
  }
  return result;
}
