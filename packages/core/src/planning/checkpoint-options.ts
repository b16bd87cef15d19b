import { outlineOf } from "../markdown/outline-of.js";
import { cellText, columnOf } from "../markdown/table.js";
import type { Checkpoint, CheckpointOption } from "./plan-types.js";

/** What a decision offers: what the plan says, or where it says nothing the table of options in what the agent handed back. */
export function offeredOptions(checkpoint: Pick<Checkpoint, "options"> | undefined, details: string): readonly CheckpointOption[] {
  if (checkpoint !== undefined && checkpoint.options.length > 0) return checkpoint.options;
  const outline = outlineOf(details);
  for (const table of outline.tables) {
    const option = columnOf(details, table, "Option", "Id", "Choice");
    if (option === undefined) continue;
    const [name, pros, cons] = [columnOf(details, table, "Name", "Description", "What"), columnOf(details, table, "Pros", "For"), columnOf(details, table, "Cons", "Against")];
    return table.rows.flatMap(({ cells, range }): CheckpointOption[] => {
      const read = (column: number | undefined): string | undefined => {
        const cell = column === undefined ? undefined : cells[column];
        const text = cell === undefined ? "" : cellText(details, cell).replace(/[*`]/g, "").trim();
        return text === "" || text === "-" ? undefined : text;
      };
      const id = read(option)?.replace(/\s*[([]recommended[)\]]/i, "");
      return id === undefined || id === "" ? [] : [{ id, name: read(name), pros: read(pros), cons: read(cons), recommended: /\brecommended\b/i.test(details.slice(range.start, range.end)) }];
    });
  }
  return [];
}

/** The option that is taken where nobody is asked: the recommended one, else the first. (design 3.7) */
export function preferredOption(options: readonly CheckpointOption[]): CheckpointOption | undefined {
  return options.find((option) => option.recommended) ?? options[0];
}

/** The option that an answer names: by its id or its name alone, or by its id at the start with words behind it. */
export function namedOption(options: readonly CheckpointOption[], answer: string): CheckpointOption | undefined {
  const said = plain(answer);
  const exact = options.find(({ id, name }) => said === plain(id) || said === `option ${plain(id)}` || (name !== undefined && said === plain(name)));
  if (exact !== undefined) return exact;
  const starting = [...options].sort((a, b) => b.id.length - a.id.length).filter(({ id }) => startsWithWord(said, plain(id)) || startsWithWord(said, `option ${plain(id)}`));
  return starting[0];
}

function plain(text: string): string {
  return text.replace(/[`*"']/g, "").replace(/\s+/g, " ").trim().toLowerCase();
}

function startsWithWord(text: string, word: string): boolean {
  return text.startsWith(word) && /^[\s,;:.()–—]/.test(text.slice(word.length));
}
