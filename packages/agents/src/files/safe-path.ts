import { lstatSync } from "node:fs";
import path from "node:path";

/** Characters that mean something else on one of the systems, or nothing that a person could see. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const UNSAFE = /[\0-\x1f\x7f\\:*?"<>|\ufffd]/;

/** What is wrong with a name as part of a path; `undefined` when it is a plain file name on every system. */
export function faultOfName(name: string): string | undefined {
  if (name === "" || name === "." || name === "..") return "is no name";
  if (UNSAFE.test(name)) return "has a character that not every system allows in a name";
  if (/^ |[ .]$/.test(name)) return "begins with a space, or ends with a space or a dot";
  return Buffer.byteLength(name) > 255 ? "is longer than 255 bytes" : undefined;
}

/** What is wrong with a path inside a folder; `undefined` when it is relative, has only plain parts and does not leave the folder. */
export function faultOfPath(relative: string): string | undefined {
  if (relative.startsWith("/") || /^[A-Za-z]:/.test(relative)) return "is absolute";
  const parts = relative.split("/");
  if (parts.includes("..")) return "leaves its folder";
  for (const part of parts) {
    const fault = faultOfName(part);
    if (fault !== undefined) return part === relative ? fault : `has a part that ${fault}`;
  }
  return undefined;
}

/** Returns the first folder on the way to a path that is not a real folder: a symbolic link, above all. What is not there yet is no obstacle. */
export function obstacleOnTheWay(root: string, relative: string): string | undefined {
  const parts = relative.split("/");
  for (let i = 1; i < parts.length; i++) {
    const folder = parts.slice(0, i).join("/");
    const found = lstatSync(path.join(root, folder), { throwIfNoEntry: false });
    if (found === undefined) return undefined;
    if (!found.isDirectory()) return folder;
  }
  return undefined;
}
