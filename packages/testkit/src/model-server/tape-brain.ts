import { offersShell } from "./reply.js";
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
 *
 * A tape may have several runs for one outbox, one after the other: plans that were sent back, a code base that is mapped again. The next one begins with the
 * first request of a new conversation behind the end of the one before; when all were played, there is nothing left to do.
 */
export function createTapeBrain(entries: readonly PlayedEntry[]): (body: string, tools: readonly string[]) => ModelStep {
  const underWay = new Map<string, UnderWay>();
  return (body, tools) => {
    const [outbox, tree = "", name = ""] = OUTBOX.exec(body) ?? [];
    if (outbox === undefined) return { text: "The prompt names no outbox." };
    const { steps } = toGoOnWith(body, underWay.get(outbox)) ?? begin(outbox, { tree, name });
    // Who may only look may have no commands at all: then its program makes the folders itself.
    while (steps[0] !== undefined && "shell" in steps[0] && !offersShell(tools)) steps.shift();
    return steps.shift() ?? { text: "Done." };
  };

  function begin(outbox: string, place: Place): UnderWay {
    const played = underWay.get(outbox)?.played ?? 0;
    const all = entries.filter(({ purpose }) => purpose.replaceAll(" ", "-") === place.name);
    const steps = all.length > 0 && played >= all.length ? [] : stepsOf(all[played], place);
    const written = steps.flatMap((step) => ("write" in step ? [step.write.path] : []));
    const begun = { played: played + 1, steps, last: written.at(-1) ?? "" };
    underWay.set(outbox, begun);
    return begun;
  }
}

/** A run that is being played, or was played to its end. */
interface UnderWay {
  /** How many runs there were for its outbox, with this one. */
  readonly played: number;
  /** What is left of it. */
  readonly steps: ModelStep[];
  /** The file that it writes last: a conversation that does not tell of it is not the one that has ended. */
  readonly last: string;
}

/** Where a run works. */
interface Place {
  readonly tree: string;
  readonly name: string;
}

function toGoOnWith(body: string, run: UnderWay | undefined): UnderWay | undefined {
  return run !== undefined && (run.steps.length > 0 || body.includes(run.last)) ? run : undefined;
}

function stepsOf(entry: PlayedEntry | undefined, { tree, name }: Place): ModelStep[] {
  if (entry === undefined) return [{ text: `No run of the tape is called ${name}.` }];
  const files = [...entry.changes.map(({ path, text }) => ({ path: `${tree}/${path}`, text })), ...entry.outbox.map(({ path, text }) => ({ path: `${tree}/.dgs/outbox/${name}/${path}`, text }))];
  // A program may refuse to write over what it has not read, or where there is no folder.
  return files.flatMap(({ path, text }): ModelStep[] => [{ shell: `mkdir -p ${path.slice(0, path.lastIndexOf("/"))}` }, { shell: `rm -f ${path}` }, { write: { path, content: text } }]);
}
