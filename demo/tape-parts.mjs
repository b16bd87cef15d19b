// Parts that both tapes of the demo are made of.

/** A file as an agent leaves it. */
export const file = (path, text) => ({ path, text });

/** A result that code reads, as text. */
export const json = (value) => `${JSON.stringify(value)}\n`;

/** A run of an agent that reads, and leaves one file. */
export const left = (purpose, role, result) => ({ purpose, role, changes: [], outbox: [result], result: { type: "completed" } });

/** A discussion of a phase (`"02"`) with nobody to ask. */
export const discussed = (phase, text) => left(`discuss-phase ${Number(phase)}`, "discussion", file(`${phase}-CONTEXT.md`, text));

/** The four runs that map a code base: for each mapper its documents, by name. */
export const mapped = (map) =>
  Object.entries(map).map(([mapper, documents]) => ({
    purpose: `map-codebase ${mapper}`,
    role: "codebase-mapper",
    changes: [],
    outbox: Object.entries(documents).map(([name, text]) => file(name, text)),
    result: { type: "completed" },
  }));
