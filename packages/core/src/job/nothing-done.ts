/** The notes of steps that found nothing to do. */
export const NOTHING_DONE = Object.freeze({
  discussed: "CONTEXT.md is there already",
  notDiscussed: "phases are not discussed (workflow.skip_discuss)",
  noGaps: "there are no gaps to plan",
  planned: (plans: number): string => `${String(plans)} plans are there already`,
});

/** Whether the note of a step says that there was nothing to do. */
export function isNothingDone(note: string | undefined): boolean {
  return note !== undefined && (note === NOTHING_DONE.discussed || note === NOTHING_DONE.notDiscussed || note === NOTHING_DONE.noGaps || /^\d+ plans are there already$/.test(note));
}
