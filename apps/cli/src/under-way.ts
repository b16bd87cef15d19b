import type { RunEvent } from "@dgs/runtime";
import { formatDuration, plainText, renderActivity } from "@dgs/render";

/** What goes on right now, told by the events of a run. */
export interface UnderWay {
  readonly see: (event: RunEvent, now: number) => void;
  /** The lines that show it, most of them for one plan each; none when nothing goes on. `most`: how many lines there is room for. */
  readonly lines: (now: number, most: number) => readonly string[];
}

interface Row {
  readonly title: string;
  readonly since: number;
  activity: string;
}

/** Makes a view of what goes on: the step or wave at the top, below it what runs side by side, each with the time since it began, in milliseconds. */
export function createUnderWay(): UnderWay {
  const rows = new Map<string, Row>();
  let head: Row | undefined;
  const begin = (key: string, title: string, since: number): void => void rows.set(key, { title, since, activity: "" });
  return {
    see(event, now) {
      switch (event.type) {
        case "step-started":
          head = { title: plainText(event.command), since: now, activity: "" };
          break;
        case "wave-started":
          head = { title: `wave ${String(event.wave.number)}${event.waves > 1 ? ` of ${String(event.waves)}` : ""}`, since: now, activity: "" };
          break;
        case "step-ended":
        case "wave-ended":
          head = undefined;
          if (event.type === "step-ended") rows.clear();
          break;
        case "stage-started":
          begin(keyOf(event), plainText(event.stage), now);
          break;
        case "stage-ended":
          rows.delete(keyOf(event));
          break;
        case "agent-started":
          if (!rows.has(planOf(event.purpose, rows) ?? "")) begin(event.purpose, plainText(event.purpose), now);
          break;
        case "agent-waiting":
        case "agent-activity": {
          const row = rows.get(planOf(event.purpose, rows) ?? event.purpose);
          if (row !== undefined) row.activity = event.type === "agent-waiting" ? `waiting until ${plainText(event.until)}` : plainText(event.text);
          else begin(event.purpose, renderActivity(event) ?? "", now);
          break;
        }
        case "agent-ended": {
          const row = rows.get(planOf(event.purpose, rows) ?? "");
          if (row !== undefined) row.activity = "";
          rows.delete(event.purpose);
          break;
        }
        case "agent-usage":
        case "steps-inserted":
        case "committed":
        case "tested":
        case "phase-opened":
        case "conflict-ahead":
        case "note":
          break;
      }
    },
    lines: (now, most) => {
      const all = [...(head === undefined ? [] : [lineOf(head, now)]), ...[...rows.values()].map((row) => `${head === undefined ? "" : "  "}${lineOf(row, now)}`)];
      if (all.length <= most) return all;
      const shown = Math.max(0, most - 1);
      return [...all.slice(0, shown), `  and ${String(all.length - shown)} more`].slice(0, most);
    },
  };
}

/** Stages of a plan follow one another, so one row is the plan's. */
function keyOf({ stage, plan }: { readonly stage: string; readonly plan?: string }): string {
  return plan ?? stage;
}

/** The plan that an agent works for is the last word of its purpose: `execute-plan 03-01`. */
function planOf(purpose: string, rows: ReadonlyMap<string, Row>): string | undefined {
  return purpose.split(" ").find((word) => rows.has(word)) ?? (purpose.startsWith("verify-phase") && rows.has("verify") ? "verify" : undefined);
}

function lineOf({ title, since, activity }: Row, now: number): string {
  // Whole seconds: a clock that shows more than it is drawn for only flickers.
  return `${formatDuration(Math.floor((now - since) / 1_000) * 1_000)}  ${title}${activity === "" ? "" : `: ${activity}`}`;
}
