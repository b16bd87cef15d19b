import { bodyOf, type PlanningPath, positionAt, readStamp, stampDocument } from "@dgs/core";
import type { StepContext } from "../steps/context.js";
import { isFailure, type WorkFailure } from "../work/context.js";
import { putFile } from "../work/put-file.js";
import { writeAfresh } from "../work/write-files.js";
import { keepBeside } from "./keep-edited.js";

/** A secret that was masked in a document before it was written. */
export interface MaskedSecret {
  readonly path: string;
  /** Where the mask stands in the document, both from 1. */
  readonly line: number;
  readonly column: number;
  readonly kind: string;
}

/** A document that is to be written. */
export interface DocumentToWrite {
  readonly path: PlanningPath;
  /** As somebody wrote it; front matter in it is taken away. */
  readonly text: string;
  readonly keys: readonly (readonly [key: string, value: string])[];
  /** The text that it comes in place of, which is in safety; absent: there was none. */
  readonly former?: string;
}

/** What stands where a secret stood. */
const MASK = "[hidden]";

/** Writes a document durably, with its front matter and without secrets. What somebody wrote there meanwhile is kept beside it. */
export async function writeDocument(context: StepContext, { path, text, keys, former }: DocumentToWrite): Promise<readonly MaskedSecret[] | WorkFailure> {
  const masked = mask(context, bodyOf(text).trimEnd());
  let stamped = "";
  const refused = await writeAfresh(context, () => {
    const before = context.ports.files.read(path);
    const isNew = typeof before === "string" && before !== former && before.trim() !== "" && !readStamp(before).isOwn;
    stamped = stampDocument(typeof before === "string" ? before : undefined, masked.body, keys);
    return [...(isNew ? keepBeside(context, path) : []), ...putFile(context, path, stamped)];
  });
  if (isFailure(refused)) return refused;
  const shift = stamped.length - (masked.body.trimEnd().length + 1);
  const secrets = masked.at.map(({ offset, kind }): MaskedSecret => ({ path, ...positionAt(stamped, shift + offset), kind }));
  for (const secret of secrets) context.onEvent({ type: "note", text: `a secret was masked: ${formatMasked(secret)}` });
  return secrets;
}

/** Says in one line where a secret was masked. */
export function formatMasked({ path, line, column, kind }: MaskedSecret): string {
  return `${path}:${String(line)}:${String(column)} (${kind})`;
}

function mask({ ports }: StepContext, text: string): { readonly body: string; readonly at: readonly { readonly offset: number; readonly kind: string }[] } {
  const source = text.replaceAll("\r\n", "\n");
  const at: { offset: number; kind: string }[] = [];
  let [body, from] = ["", 0];
  for (const { start, end, kind } of ports.findSecrets(source)) {
    body += source.slice(from, start);
    at.push({ offset: body.length, kind });
    body += MASK;
    from = end;
  }
  return { body: body + source.slice(from), at };
}
