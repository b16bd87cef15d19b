import { type ClientFault, positionAt } from "@dgs/core";

/** The text cannot be read at all; the position is where it first breaks off. */
export function brokenFault(format: string, message: string, at: ClientFault["at"]): ClientFault {
  return { type: "fault", code: "client-config-broken", message: `it is no ${format}: ${message}`, remedy: "Mend the file; DGS edits only what it can read.", ...(at === undefined ? {} : { at }) };
}

/** The text can be read, and has another shape than the client's configuration. */
export function unfitFault(text: string, offset: number, message: string, remedy: string): ClientFault {
  return { type: "fault", code: "client-config-unfit", message, remedy, at: positionAt(text, offset) };
}

/** There is an entry `dgs` that install would not write like that. */
export function differsFault(text: string, offset: number, wish: "install" | "remove", why: string): ClientFault {
  const remedy = wish === "install" ? "Look at it; --replace writes it anew." : "Look at it; --replace takes it away as it is.";
  return { type: "fault", code: "client-entry-differs", message: `there is an entry \`dgs\` already: ${why}`, remedy, at: positionAt(text, offset) };
}
