// Makes every call of node:fs that changes something below a folder a kill point, whoever calls it: the disk of the
// runtime, git's own records, the replayed agent. Has to be called before the packages are imported.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import path from "node:path";

// Forcing to the disk is left out: a killed process loses nothing that was written.
const CHANGING = ["mkdir", "rename", "link", "unlink", "rm", "rmdir", "symlink", "chmod", "copyFile", "cp", "truncate", "writeFile", "appendFile", "mkdtemp", "utimes"];
// What stands already is not made again.
const MAKING = new Set(["mkdir"]);
const REMOVING = new Set(["rm", "unlink", "rmdir"]);

/** Watches what is done below a folder. */
export function watchDisk(folder, points) {
  // A call that is made of others is one point: between its parts nobody looks.
  let depth = 0;
  const isBelow = (file) => typeof file === "string" && (file === folder || file.startsWith(folder + path.sep));
  const short = (file) => path.relative(folder, file);
  const existsSync = fs.existsSync;
  const opened = new Map();

  const before = (name, args) => {
    if (depth > 0) return;
    const target = args.slice(0, 2).find(isBelow);
    if (target === undefined) return;
    if (MAKING.has(name) && existsSync(target)) return;
    if (REMOVING.has(name) && fs.lstatSync(target, { throwIfNoEntry: false }) === undefined) return;
    points.at(`disk ${name} ${short(target)}`, true);
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
    if (later !== undefined) fs.promises[name] = (...args) => (before(name, args), later(...args));
  }

  const { openSync, writeSync, closeSync } = fs;
  const isWriting = (flags) => typeof flags === "string" ? /[wa+]/.test(flags) : typeof flags === "number" && (flags & (fs.constants.O_WRONLY | fs.constants.O_RDWR)) !== 0;
  fs.openSync = (file, flags, ...rest) => {
    const counts = depth === 0 && isBelow(file) && isWriting(flags);
    if (counts) points.at(`disk open ${short(file)}`, true);
    const handle = openSync(file, flags, ...rest);
    if (counts) opened.set(handle, short(file));
    return handle;
  };
  fs.writeSync = (handle, ...rest) => {
    // Nobody reads a temporary file before it has its name: an empty one is as good as a full one.
    if (opened.has(handle)) points.at(`disk write ${opened.get(handle)}`, !opened.get(handle).endsWith("tmp"));
    return writeSync(handle, ...rest);
  };
  fs.closeSync = (handle) => (opened.delete(handle), closeSync(handle));
  syncBuiltinESMExports();
}
