import { parsePhaseNumber, type PhaseNumber } from "../ids/phase-number.js";
import type { Field } from "../markdown/field.js";
import { parseCounts } from "./counts.js";
import type { FileTimes } from "./file-times.js";
import type { PlacedText } from "./read-details.js";
import type { Report } from "./report.js";

/** Reads the header fields of one text by their names, whatever case they are written in. */
export interface HeaderReader {
  /** Empty, at the start of the text, where there is no such field. */
  readonly find: (name: string) => PlacedText;
  /** Reports that a field says what it may not, or is missing. */
  readonly bad: (name: string, remedy: string) => void;
  /** One of some words, with blanks for hyphens; what is not there is `otherwise`, and what is none of them is reported and `wrong`. */
  readonly word: <Word extends string>(name: string, words: readonly Word[], otherwise: Word, wrong?: Word) => Word;
  /** Counts by name, `{"03-01":1}`; what is no such thing is reported and counts nothing. `example`: how such a value looks. */
  readonly counts: (name: string, example: string) => Readonly<Record<string, number>>;
  /** The phase that the file is about; what is none is reported. */
  readonly phase: () => PhaseNumber | undefined;
  /** How many agents may work at the same time, 1 to 9999; 1 where the file does not say or says something else, which is reported. */
  readonly agents: () => number;
  readonly times: () => FileTimes;
}

/** Makes the reader of a text's header. */
export function headerReader(source: string, fields: readonly Field[], report: Report): HeaderReader {
  const find = (name: string): PlacedText => {
    const field = fields.find((each) => each.keyText.toLowerCase() === name.toLowerCase());
    return field === undefined ? { text: "", at: 0 } : { text: source.slice(field.value.start, field.value.end), at: field.value.start };
  };
  const bad = (name: string, remedy: string): void => {
    const { text, at } = find(name);
    report(at, { code: "bad-field", severity: "error", message: text === "" ? `${name} is missing` : `${name} is ${JSON.stringify(text)}`, remedy });
  };
  return {
    find,
    bad,
    word: (name, words, otherwise, wrong = otherwise) => {
      const { text } = find(name);
      if (text === "") return otherwise;
      const plain = text.toLowerCase().replaceAll(" ", "-");
      const known = words.find((each) => each === plain);
      if (known === undefined) bad(name, `Use one of ${words.join(", ")}.`);
      return known ?? wrong;
    },
    counts: (name, example) => {
      const read = parseCounts(find(name).text);
      if (read === undefined) bad(name, `Write JSON such as \`${example}\`, or remove the line.`);
      return read ?? {};
    },
    phase: () => {
      const { text } = find("Phase");
      const phase = parsePhaseNumber(text) ?? parsePhaseNumber(text, "custom");
      if (phase === undefined) bad("Phase", "Write the number of the phase, such as `03`.");
      return phase;
    },
    agents: () => {
      const { text } = find("Agents");
      if (text === "") return 1;
      const agents = /^\d{1,4}$/.test(text) ? Number(text) : 0;
      if (agents < 1) bad("Agents", "Write how many agents may work at the same time: 1 or more.");
      return Math.max(1, agents);
    },
    times: () => Object.fromEntries((["created", "started", "finished", "halted"] as const).flatMap((name) => (find(name).text === "" ? [] : [[name, find(name).text]]))),
  };
}
