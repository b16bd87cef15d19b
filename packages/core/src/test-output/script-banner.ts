/** What a command printed besides what package managers say of the scripts they run. */
export interface Spoken {
  /** The lines of the programs themselves, without empty ones. */
  readonly lines: readonly string[];
  /** The commands of the scripts, as their banners show them, in order; what they were asked to run decides whether silence is good. */
  readonly scripts: readonly string[];
}

/** npm and pnpm: `> app@1.0.0 test` or `> app@1.0.0 test /somewhere`, and below `> vitest run`. */
const HEAD = /^> (?:@?[\w./-]+)(?:@\S+)? \S+(?: [/\\A-Z].*)?$/;
/** yarn 1: `yarn run v1.22.22`, `$ vitest run`, `Done in 0.5s.`; bun: `$ vitest run`. */
const YARN = /^(?:yarn run v[\d.]+|Done in [\d.]+m?s\.?)$/;

/** Takes away the banners of package managers. */
export function spokenOf(lines: readonly string[]): Spoken {
  const spoken: string[] = [];
  const scripts: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    const next = lines[at + 1] ?? "";
    if (line.trim() === "" || YARN.test(line)) continue;
    const script = HEAD.test(line) && next.startsWith("> ") ? next.slice(2) : undefined;
    if (script !== undefined) at++;
    const shown = script ?? (line.startsWith("$ ") ? line.slice(2) : undefined);
    if (shown === undefined) spoken.push(line);
    else scripts.push(shown);
  }
  return { lines: spoken, scripts };
}
