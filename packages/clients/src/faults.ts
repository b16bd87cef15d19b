import { type ClientFault, positionAt } from "@dgs/core";

/** The text cannot be read at all; the position is where it first breaks off. */
export function brokenFault(format: string, message: string, at: ClientFault["at"]): ClientFault {
  return { type: "fault", code: "client-config-broken", message: `it is no ${format}: ${message}`, remedy: "Mend the file; DGS edits only what it can read.", ...(at === undefined ? {} : { at }) };
}

/** The text can be read, and has another shape than the client's configuration. */
export function unfitFault(text: string, offset: number, message: string, remedy: string): ClientFault {
  return { type: "fault", code: "client-config-unfit", message, remedy, at: positionAt(text, offset) };
}

/** A word of the entry holds what the client takes for a variable. */
export function pathFault(title: string, word: string): ClientFault {
  return { type: "fault", code: "client-path-unfit", message: `${title} would put something else in the place of a part of ${JSON.stringify(word)}`, remedy: "Rename the folder, or use --scope project, where no path is written." };
}

/** There is an entry `dgs` that install would not write like that. */
export function differsFault(text: string, offset: number, wish: "install" | "remove", why: string): ClientFault {
  const remedy = wish === "install" ? "Look at it; --replace writes it anew." : "Look at it; --replace takes it away as it is.";
  return { type: "fault", code: "client-entry-differs", message: `there is an entry \`dgs\` already: ${why}`, remedy, at: positionAt(text, offset) };
}
