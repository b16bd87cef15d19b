import { offersShell } from "./reply.js";
import type { ModelBrain } from "./start-model-server.js";
import type { ModelStep } from "./step.js";

/** A run of a tape, as far as a model can play it: files that are written, in the folder and in the outbox. */
export interface PlayedEntry {
  readonly purpose: string;
  readonly changes: readonly PlayedFile[];
  readonly outbox: readonly PlayedFile[];
}

interface PlayedFile {
  readonly path: string;
  readonly text: string;
}

/** Where a prompt names the outbox, inside of a JSON string. */
const OUTBOX = /into the folder (\S+)\/\.dgs\/outbox\/(\S+) \(also in the environment variable DGS_OUTBOX\)/;

/**
 * Makes a model that does what the agents of a tape did, whichever program asks, and however many ask side by side: each conversation is known by the
 * outbox that its prompt names, and each of its requests gets the next step of that run. Paths must have no white space.
 */
export function createTapeBrain(entries: readonly PlayedEntry[]): ModelBrain {
  const underWay = new Map<string, ModelStep[]>();
  return (body, tools) => {
    const [outbox, tree = "", name = ""] = OUTBOX.exec(body) ?? [];
    if (outbox === undefined) return { text: "The prompt names no outbox." };
    const steps = underWay.get(outbox) ?? stepsOf(entries, { tree, name });
    underWay.set(outbox, steps);
    // Who may only look may have no commands at all: then its program makes the folders itself.
    while (steps[0] !== undefined && "shell" in steps[0] && !offersShell(tools)) steps.shift();
    return steps.shift() ?? { text: "Done." };
  };
}

function stepsOf(entries: readonly PlayedEntry[], { tree, name }: { readonly tree: string; readonly name: string }): ModelStep[] {
  const entry = entries.find(({ purpose }) => purpose.replaceAll(" ", "-") === name);
  if (entry === undefined) return [{ text: `No run of the tape is called ${name}.` }];
  const files = [...entry.changes.map(({ path, text }) => ({ path: `${tree}/${path}`, text })), ...entry.outbox.map(({ path, text }) => ({ path: `${tree}/.dgs/outbox/${name}/${path}`, text }))];
  // A program may refuse to write over what it has not read, or where there is no folder.
  return files.flatMap(({ path, text }): ModelStep[] => [{ shell: `mkdir -p ${path.slice(0, path.lastIndexOf("/"))}` }, { shell: `rm -f ${path}` }, { write: { path, content: text } }]);
}
