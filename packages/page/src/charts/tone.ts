/** How something stands, as far as it is drawn: each has a colour and a sign. */
export type Tone = "done" | "failed" | "waiting" | "running" | "cut-off" | "open";

/** The sign of each tone, so that nothing depends on seeing a colour. */
export const SIGNS: Readonly<Record<Tone, string>> = { "done": "✓", "failed": "✗", "waiting": "‖", "running": "▸", "cut-off": "✂", "open": "○" };

/** What a word of a file, a machine or an agent's end says of how something stands. */
export function toneOf(word: string | undefined): Tone {
  if (word === undefined) return "open";
  if (/cut.?off|interrupt|kill|cancel|rolled/i.test(word)) return "cut-off";
  if (/wait|human|checkpoint|approv|diagnos|\bgaps?\b|gaps.?found|skipped|stopped|limit.?reached|flaky/i.test(word) && !/approved/i.test(word)) return "waiting";
  if (/fail|error|\bred\b|refus|reject|time.?out|timed.?out|crash|conflict|missing|blocked|exceeded|denied|unusable|not.?accepted|budget|internal|\busage\b|locked|\blost\b|no.?test.?ran|infrastructure/i.test(word)) return "failed";
  if (/under.?way|progress|running|auditing/i.test(word)) return "running";
  if (/pending|open|unplanned|planned$|not.?started|\bnone\b|not verified|^partial$|^executed$|superseded|not.?run|unknown|given.?up/i.test(word)) return "open";
  return "done";
}
