import type { TextEdit } from "../text/edit.js";
import { EditError } from "../text/edit.js";
import type { ListItem } from "./outline.js";

/** Returns the edit that puts another mark into an item's checkbox; throws {@link EditError} for an item that has none. */
export function checkboxEdit(item: ListItem, mark: string): TextEdit {
  if (item.checkbox === undefined) throw new EditError(`the item at ${String(item.bullet.start)} has no checkbox`);
  const { start, end } = item.checkbox.range;
  return { start: start + 1, end: end - 1, text: mark };
}
