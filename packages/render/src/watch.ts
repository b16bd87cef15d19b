import type { WatchReport } from "@dgs/runtime";
import { formatDuration, millisecondsBetween } from "./duration.js";
import { plainText } from "./plain-text.js";
import type { View } from "./view.js";

/** Renders how the run stands that was watched. */
export function renderWatch(report: WatchReport, { paint }: View): string {
  const command = plainText(report.command);
  switch (report.standing) {
    case "running":
      return `${command} goes on${report.holder === undefined ? "" : ` in process ${String(report.holder.pid)} on ${plainText(report.holder.host)}`}.`;
    case "gone":
      return `${command} is not there any more and has not said how it ended: it was killed.`;
    case "ended": {
      const took = millisecondsBetween(report.started, report.ended);
      const word = report.exit === "ok" ? paint("green", "done") : paint("yellow", report.exit);
      return `${command}: ${word}${took === undefined ? "" : ` in ${formatDuration(took)}`}`;
    }
  }
}
