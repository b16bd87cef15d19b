import type { Paint } from "./paint.js";

/** How a report is shown: the only things beside the report that its text depends on. */
export interface View {
  readonly paint: Paint;
  /** Turns a path relative to the planning root into one that works from where the person stands. */
  readonly pathOf: (path: string) => string;
}
