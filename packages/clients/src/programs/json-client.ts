import type { ClientPlace, ClientProgram, ClientScope, ClientText, ServerStart } from "@dgs/core";
import { pathFault } from "../faults.js";
import { editJson, hasJsonEntry, type JsonShape } from "../json/edit-json.js";
import { wordsOf } from "../server-words.js";

/** A client whose configuration is JSON. */
export interface JsonClient extends Pick<ClientProgram, "name" | "title"> {
  readonly container: string;
  /** What it takes for a variable in the words of an entry. */
  readonly variable: RegExp;
  /** Whether it cannot read a file with comments, or with commas at the end. */
  readonly isStrict?: boolean;
  files(scope: ClientScope, place: ClientPlace): readonly string[];
  readonly shape: (scope: ClientScope) => Omit<JsonShape, "container">;
  readonly notes: (scope: ClientScope, start: ServerStart) => readonly string[];
}

/** Makes a client program of what is special about one whose configuration is JSON. */
export function createJsonClient({ container, variable, isStrict = false, shape, notes, ...client }: JsonClient): ClientProgram {
  return {
    ...client,
    takesApproval: false,
    hasEntry: (text) => hasJsonEntry(text, { container }),
    edit(text, wish, scope) {
      const word = wish.type === "install" ? wordsOf(wish.start).find((each) => variable.test(each)) : undefined;
      return word === undefined ? editJson(text, wish, { container, ...shape(scope) }) : pathFault(client.title, word);
    },
    notes: (scope, start, text) => [...notes(scope, start), ...(isStrict && hasComments(text) ? [`${client.title} reads no file with comments, or with a comma behind the last member, as there are in this one.`] : [])],
  };
}

/** Whether a text is more than JSON. An empty one is less, and becomes JSON by the entry. */
function hasComments(text: ClientText): boolean {
  if (text.type === "missing" || text.text.trim() === "") return false;
  try {
    JSON.parse(text.text.replace(/^\ufeff/, ""));
    return false;
  } catch {
    return true;
  }
}
