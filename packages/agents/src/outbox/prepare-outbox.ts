import { statSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { OutboxRefusal } from "@dgs/core";
import { faultOfName } from "../files/safe-path.js";
import { foldersOf, strangeFolder } from "./outbox-place.js";

const IGNORE_ALL = "*\n";

/** Makes `<cwd>/.dgs/outbox/<name>`, empty, and sees to it that git ignores `.dgs`. */
export async function prepareOutbox(cwd: string, name: string): Promise<string | OutboxRefusal> {
  const fault = faultOfName(name) ?? (name.includes("/") ? "is more than one name" : undefined);
  if (fault !== undefined) return { type: "refused", message: `${JSON.stringify(name)} cannot be the name of an outbox: it ${fault}` };
  const [dgs, outboxes, outbox] = foldersOf(cwd, name);
  if (statSync(cwd, { throwIfNoEntry: false })?.isDirectory() !== true) return { type: "refused", message: `there is no folder ${cwd} to work in` };
  const strange = strangeFolder([dgs, outboxes]);
  if (strange !== undefined) return { type: "refused", message: `${strange} is no folder, or only a link to one: move it away` };
  try {
    await mkdir(outboxes, { recursive: true });
    await ignore(path.join(dgs, ".gitignore"));
    await rm(outbox, { recursive: true, force: true });
    await mkdir(outbox);
    return outbox;
  } catch (error) {
    return { type: "refused", message: `the outbox ${outbox} cannot be made: ${error instanceof Error ? error.message : String(error)}` };
  }
}

async function ignore(file: string): Promise<void> {
  const found = await readFile(file, "utf8").catch(() => undefined);
  if (found === IGNORE_ALL) return;
  // A link there would be written through.
  await rm(file, { recursive: true, force: true });
  await writeFile(file, IGNORE_ALL);
}
