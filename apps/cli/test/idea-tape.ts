/** One run of an agent that reads, and leaves files. */
export function left(purpose: string, role: string, files: Readonly<Record<string, string>>, more: object = {}): object {
  return { purpose, role, changes: [], outbox: Object.entries(files).map(([path, text]) => ({ path, text })), result: { type: "completed" }, ...more };
}

/** What a researcher leaves on a topic. */
export const researched = (topic: string): object => left(`research-project ${topic}`, "project-researcher", { [`${topic.toUpperCase()}.md`]: `# ${topic}\n\n## Found\n\n- one thing (HIGH)\n\n## Sources\n\n- https://example.org\n` });

/** What the synthesizer leaves. */
export const summed = left("synthesize-research", "research-synthesizer", { "SUMMARY.md": "# Research Summary\n\n## Key Findings\n\n- one (STACK.md, HIGH)\n\n## Implications for the Roadmap\n\n1. **Notes**\n\n## Contradictions\n\nNone.\n\n## Gaps\n\nNone.\n\n## Confidence\n\nHIGH.\n" });

/** The whole research of a project. */
export const RESEARCH: readonly object[] = [...["stack", "features", "architecture", "pitfalls"].map(researched), summed];

/** Makes a tape of runs. */
export function tapeOf(entries: readonly object[]): string {
  return JSON.stringify({ version: 1, name: "an idea", entries });
}
