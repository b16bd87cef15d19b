import type { ClientPlace, ClientProgram, ClientScope, ServerStart } from "@dgs/core";
import { editJson, hasJsonEntry, type JsonShape } from "../json/edit-json.js";

/** A client whose configuration is JSON. */
export interface JsonClient extends Pick<ClientProgram, "name" | "title"> {
  readonly container: string;
  files(scope: ClientScope, place: ClientPlace): readonly string[];
  readonly shape: (scope: ClientScope) => Omit<JsonShape, "container">;
  notes(scope: ClientScope, start: ServerStart): readonly string[];
}

/** Makes a client program of what is special about one whose configuration is JSON. */
export function createJsonClient({ container, shape, ...client }: JsonClient): ClientProgram {
  return {
    ...client,
    takesApproval: false,
    hasEntry: (text) => hasJsonEntry(text, { container }),
    edit: (text, wish, scope) => editJson(text, wish, { container, ...shape(scope) }),
  };
}
