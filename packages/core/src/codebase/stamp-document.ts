import { frontMatterEdit } from "../markdown/front-matter-edit.js";
import { readFrontMatter } from "../markdown/front-matter.js";
import { applyEdits } from "../text/edit.js";
import { fingerprintOf } from "../text/fingerprint.js";

/** What the front matter of a document of the map says. */
export interface DocumentStamp {
  readonly repo: string | undefined;
  /** The commit that it tells of. */
  readonly commit: string | undefined;
  /** Files differed from that commit. */
  readonly dirty: boolean;
  /** Whether DGS wrote the body as it stands: false where people changed it, or wrote it. */
  readonly isOwn: boolean;
  /** What stands below the front matter. */
  readonly body: string;
}

/** Reads what a document of the map says about itself. Any text has a stamp: what its front matter does not say is `undefined`, and a text that was edited since is not its own (`isOwn`). */
export function readStamp(source: string): DocumentStamp {
  const { entries } = readFrontMatter(source);
  const value = (key: string): string | undefined => {
    const found = entries.get(key)?.value;
    return found?.kind === "scalar" && found.text !== "" ? found.text : undefined;
  };
  const body = bodyOf(source);
  return { repo: value("repo"), commit: value("commit"), dirty: value("dirty") === "true", isOwn: value("by") === `dgs-${fingerprintOfBody(body)}`, body };
}

/** Returns what stands below the front matter of a text, from its first line that says something. */
export function bodyOf(source: string): string {
  const { range } = readFrontMatter(source);
  return source.slice(range?.end ?? 0).replace(/^(?:\ufeff?[ \t]*\r?\n)+/, "").replace(/^\ufeff/, "");
}

/**
 * Gives a body its front matter: the keys that are given, and `by`, by which a change of the body is seen. Other keys of the document that was there before stay as they are.
 * @param former The document that it comes in place of.
 * @param keys In the order in which they are written where they are new.
 */
export function stampDocument(former: string | undefined, body: string, keys: readonly (readonly [key: string, value: string])[]): string {
  const range = former === undefined ? undefined : readFrontMatter(former).range;
  const text = `${body.trimEnd().replaceAll("\r\n", "\n")}\n`;
  const start = former === undefined || range === undefined ? "" : former.slice(range.start, range.end).replaceAll("\r\n", "\n");
  const by = `dgs-${fingerprintOfBody(text)}`;
  const head = [...keys, ["by", by] as const].reduce((source, [key, value]) => applyEdits(source, frontMatterEdit(source, key, value)), start);
  return `${head.trimEnd()}\n\n${text}`;
}

/** Blank lines around it, and how lines end, are no change of a body: editors and git see to those. */
function fingerprintOfBody(body: string): string {
  return fingerprintOf([body.replaceAll("\r\n", "\n").trim()]);
}
