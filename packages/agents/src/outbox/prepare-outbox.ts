import { statSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import type { OutboxRefusal } from "@dgs/core";
import { hideFromGit } from "../files/hide-from-git.js";
import { faultOfName } from "../files/safe-path.js";
import { foldersOf, strangeFolder } from "./outbox-place.js";

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
    hideFromGit(dgs);
    await rm(outbox, { recursive: true, force: true });
    await mkdir(outbox);
    return outbox;
  } catch (error) {
    return { type: "refused", message: `the outbox ${outbox} cannot be made: ${error instanceof Error ? error.message : String(error)}` };
  }
}
