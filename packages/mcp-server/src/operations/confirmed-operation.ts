import { createHash } from "node:crypto";
import type { View } from "@dgs/render";
import { isRefusal, type Refusal } from "@dgs/runtime";
import { type z } from "zod";
import { refuseArgument } from "../registry/refuse-argument.js";
import { TOKEN } from "./inputs.js";
import { type AnyOperation, defineOperation, type Performing } from "./operation.js";

/** An operation that takes something away, or ends something for good: it is shown first, and carried out with the token of what was shown. */
export interface ConfirmedOperation<Input extends z.ZodObject = z.ZodObject, Preview extends object = object, Report extends object = object> {
  readonly name: string;
  readonly input: Input;
  /** Says what it would do; writes nothing. */
  readonly preview: (performing: Performing, input: z.output<Input>) => Promise<Preview | Refusal>;
  readonly renderPreview: (preview: Preview, view: View) => string;
  /** What a person is asked where one can be. */
  readonly question: (preview: Preview) => string;
  /** Why nobody but a person may say yes to this; absent: the token is enough. */
  readonly onlyPerson?: (preview: Preview) => string | undefined;
  /** Carries out what was shown. */
  readonly perform: (performing: Performing, input: z.output<Input>, preview: Preview) => Promise<Report | Refusal>;
  readonly render: (report: Report, view: View) => string;
}

/** A confirmed operation whose types were forgotten by the compiler. */
export type AnyConfirmed = ConfirmedOperation;

/** Makes a confirmed operation. */
export function defineConfirmed<Input extends z.ZodObject, Preview extends object, Report extends object>(operation: ConfirmedOperation<Input, Preview, Report>): AnyConfirmed {
  return operation as unknown as AnyConfirmed;
}

/** The fingerprint of what was asked and shown. It is made of nothing else: it outlives the server, and is another one as soon as anything shown is. */
export function tokenOf(operation: string, input: object, preview: object): string {
  const entries = Object.entries(input).filter(([name, value]) => name !== "token" && value !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256").update(JSON.stringify([operation, entries, preview])).digest("hex").slice(0, 16);
}

/** Makes the preview again and holds the token against it: returns the preview, or why nothing may be done. */
export async function confirmedPreview(operation: AnyConfirmed, performing: Performing, input: { readonly token?: string | undefined }): Promise<object | Refusal> {
  const { token, ...asked } = input;
  const preview = await operation.preview(performing, asked);
  if (isRefusal(preview)) return preview;
  if (token === undefined) return refuseArgument("confirmation-needed", `${operation.name} takes effect only with the token of its preview`, `Call the tool preview with action ${JSON.stringify(operation.name)} for the same thing, look at what it says, then call this tool again with the token that it gives.`, "token");
  if (token !== tokenOf(operation.name, asked, preview)) return refuseArgument("changed-since-preview", "the token is not that of what would be done now: something has changed since the preview, or the token is of something else", "Nothing was done. Call preview again and look at what it says.", "token", "conflict");
  return preview;
}

/** The operation itself, with a token in its input: it goes through a run as any other does. */
export function withToken(operation: AnyConfirmed): AnyOperation {
  return defineOperation({
    name: operation.name,
    input: operation.input.extend({ token: TOKEN.optional() }),
    async perform(performing, input) {
      const preview = await confirmedPreview(operation, performing, input);
      if (isRefusal(preview)) return preview;
      const { token: _, ...asked } = input;
      return operation.perform(performing, asked, preview);
    },
    render: operation.render,
  });
}
