import type { Refusal, RunEvent } from "@dgs/runtime";
import type { View } from "@dgs/render";
import type { z } from "zod";
import type { OpenProduct } from "../product.js";

/** What an operation is carried out with. */
export interface Performing extends OpenProduct {
  readonly signal: AbortSignal;
  readonly onEvent: (event: RunEvent) => void;
}

/** One function of the runtime, as it is asked for here: the same in a call and in a run. */
export interface Operation<Input extends z.ZodObject = z.ZodObject, Report extends object = object> {
  /** As the command line names it: `run-job`. */
  readonly name: string;
  /** What it is asked with; JSON. */
  readonly input: Input;
  readonly perform: (performing: Performing, input: z.output<Input>) => Promise<Report | Refusal>;
  readonly render: (report: Report, view: View) => string;
}

/** An operation whose types were forgotten by the compiler: its input is held against `input` before it is performed. */
export type AnyOperation = Operation;

/** Makes an operation. */
export function defineOperation<Input extends z.ZodObject, Report extends object>(operation: Operation<Input, Report>): AnyOperation {
  return operation as unknown as AnyOperation;
}
