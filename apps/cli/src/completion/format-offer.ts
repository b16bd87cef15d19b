import { clip, plainText } from "@dgs/render";
import type { KnownName } from "@dgs/runtime";
import type { Offer } from "./find-candidates.js";
import type { AtCursor } from "./find-wanted.js";
import type { Shell } from "./shells.js";
import type { TypedWord } from "./split-line.js";

/** What bash hands over besides: the word as it stands in the line, and the part of it that bash will replace. */
export interface BashWord {
  readonly word: TypedWord;
  readonly replaced: string;
}

/** The longest description, in characters. */
const LONGEST = 72;

/**
 * Writes an offer for a shell: the first line says what follows (`names`), or what the shell is to complete itself (`files`, `folders`); then a line for each name.
 *
 * A name that a terminal would act on, or that does not fit a line, is left out; descriptions lose such characters. What a shell would act on is quoted
 * by the shell itself, and for bash, which inserts a line as it is, here.
 */
export function formatOffer(shell: Shell, at: AtCursor, offer: Offer, bash?: BashWord): string {
  if (offer.type !== "names") return `${offer.type}\n`;
  const usable = offer.names.filter(({ name }) => name !== "" && plainText(name) === name);
  // fish and zsh choose by what was typed themselves, as their users have set them up.
  const fitting = shell === "fish" || shell === "zsh" ? usable : usable.filter(({ name }) => name.startsWith(at.typed));
  return ["names", ...fitting.flatMap((each) => lineFor(shell, at.before, each, bash) ?? []), ""].join("\n");
}

function lineFor(shell: Shell, before: string, { name, says }: KnownName, bash: BashWord | undefined): string | undefined {
  const whole = `${before}${name}`;
  const about = clip(plainText(says), LONGEST);
  switch (shell) {
    case "bash": return bash === undefined ? whole : forBash(whole, bash);
    case "zsh": return [whole, ...(about === "" ? [] : [about])].map((part) => part.replace(/[\\:]/g, "\\$&")).join(":");
    case "fish":
    case "powershell": return about === "" ? whole : `${whole}\t${about}`;
  }
}

const SAFE = /^[\w./@%+,=:-]+$/;

/**
 * The text that bash puts in place of the part that it replaces. bash ends a word at characters like `=` and `:`, too, so that what stands before them has to go.
 *
 * A name with characters that bash acts on gets a backslash before each; where the word has quotes of its own already, such a name is left out.
 */
function forBash(whole: string, { word, replaced }: BashWord): string | undefined {
  const isPlain = word.raw === word.text;
  if (!SAFE.test(whole) && !isPlain) return undefined;
  const kept = word.text.endsWith(replaced) ? word.text.length - replaced.length : 0;
  return whole.slice(kept).replace(/[^\w./@%+,=:-]/g, "\\$&");
}
