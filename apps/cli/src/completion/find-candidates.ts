import type { KnownName } from "@dgs/runtime";
import type { Completes, OptionSpec } from "../command-spec.js";
import { COMMANDS } from "../commands.js";
import { AGENT_OPTIONS } from "../specs/shared.js";
import type { CompletionPlace } from "./completion-place.js";
import type { AtCursor } from "./find-wanted.js";

/** What is offered at the cursor: names, or what the shell completes itself. */
export type Offer = { readonly type: "names"; readonly names: readonly KnownName[] } | { readonly type: "files" } | { readonly type: "folders" };

/** Finds what can stand at the cursor. Nothing is an error here: where nothing can be found there is nothing to choose from, and the command itself says why. */
export async function findCandidates(at: AtCursor, where: CompletionPlace): Promise<Offer> {
  const { wanted } = at;
  switch (wanted.type) {
    case "command":
      return names([...COMMANDS.map(({ name, summary }) => ({ name, says: summary })), { name: "help", says: "show how a command is called" }]);
    case "option":
      return names(wanted.options.flatMap(spellings));
    case "word":
      return names(wanted.values.map(bare));
    case "program":
      return { type: "files" };
    case "named":
      return findNamed(wanted.completes, at, where);
  }
}

function names(found: readonly KnownName[]): Offer {
  return { type: "names", names: found };
}

function bare(name: string): KnownName {
  return { name, says: "" };
}

function spellings({ name, short, summary }: OptionSpec): KnownName[] {
  return [{ name: `--${name}`, says: summary }, ...(short === undefined ? [] : [{ name: `-${short}`, says: summary }])];
}

async function findNamed(completes: Completes, at: AtCursor, where: CompletionPlace): Promise<Offer> {
  if (completes === "file") return { type: "files" };
  if (completes === "folder") return { type: "folders" };
  if (completes === "text") return names([]);
  if (completes === "agent") return names((AGENT_OPTIONS[0]?.values ?? []).map(bare));
  // What reads files is loaded only where it is needed: a Tab behind an option shall not wait for it. A name with a dash in front would be read as an option.
  const { findInProduct } = await import("./find-in-product.js");
  return names((await findInProduct(completes, at, where)).filter(({ name }) => !name.startsWith("-")));
}
