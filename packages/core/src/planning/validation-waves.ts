import type { PlanId } from "../ids/plan-id.js";
import { outlineOf } from "../markdown/outline-of.js";
import { cellEdit, cellText, columnOf } from "../markdown/table.js";
import type { TextEdit } from "../text/edit.js";
import { planOfTask } from "./validation.js";

/** Returns the edits that write the waves of plans into the column `Wave` of a validation's map; cells that say them already, and rows of other plans, stay. */
export function validationWaveEdits(source: string, waves: ReadonlyMap<PlanId, number>): readonly TextEdit[] {
  return outlineOf(source).tables.flatMap((table) => {
    const [task, plan, wave] = [columnOf(source, table, "Task ID", "Task"), columnOf(source, table, "Plan"), columnOf(source, table, "Wave")];
    if (task === undefined || wave === undefined) return [];
    return table.rows.flatMap((row) => {
      const textAt = (column: number | undefined): string => {
        const cell = column === undefined ? undefined : row.cells[column];
        return cell === undefined ? "" : cellText(source, cell);
      };
      const id = planOfTask(textAt(plan), textAt(task).replace(/^`+|`+$|\*\*/g, ""));
      const number = id === undefined ? undefined : waves.get(id);
      return number === undefined || textAt(wave) === String(number) ? [] : (cellEdit(source, table, row, wave, String(number)) ?? []);
    });
  });
}
