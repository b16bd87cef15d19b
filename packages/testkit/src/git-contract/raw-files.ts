import { lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";

/** A name that is not UTF-8, as old archives and other systems leave it: `ünlaut.txt` in Latin-1. */
export const LATIN1_NAME = Buffer.from("\xfcnlaut.txt", "latin1");

/** Returns the path of a name of any bytes below a folder. */
function rawPath(folder: string, name: Buffer | string): Buffer {
  return Buffer.concat([Buffer.from(`${folder}/`), typeof name === "string" ? Buffer.from(name) : name]);
}

/** Writes a file whose name may be of any bytes; its folders too. */
export function writeRaw(folder: string, name: Buffer | string, content: string | Buffer): void {
  const target = rawPath(folder, name);
  mkdirSync(target.subarray(0, target.lastIndexOf(0x2f)), { recursive: true });
  writeFileSync(target, content);
}

/**
 * Returns everything below a folder but repositories' `.git`: a line for each, by its name in Latin-1, so that any bytes can be told apart.
 * `f` is a file, `x` an executable one, `l` a link; the content is in Latin-1 too.
 */
export function readRaw(folder: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  collect(Buffer.from(folder), "", found);
  return found;
}

function collect(folder: Buffer, prefix: string, found: Map<string, string>): void {
  for (const name of readdirSync(folder, { encoding: "buffer" })) {
    const [at, shown] = [Buffer.concat([folder, Buffer.from("/"), name]), `${prefix}${name.toString("latin1")}`];
    if (shown === ".git" || shown.endsWith("/.git")) continue;
    const facts = lstatSync(at);
    if (facts.isDirectory()) collect(at, `${shown}/`, found);
    else if (facts.isSymbolicLink()) found.set(shown, `l ${readlinkSync(at, { encoding: "latin1" })}`);
    else if (facts.isFile()) found.set(shown, `${(facts.mode & 0o100) === 0 ? "f" : "x"} ${readFileSync(at, "latin1")}`);
  }
}
