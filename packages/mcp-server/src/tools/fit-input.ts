import type { Refusal } from "@dgs/runtime";
import type { z } from "zod";
import { refuseArgument } from "../registry/refuse-argument.js";

/** Input that an operation takes. */
export interface FittingInput {
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * Holds what was given to a tool of several operations against the input of the one that is meant: it takes what that needs and nothing else.
 * @param wrong How the refusal begins, before what is wrong.
 */
export function fitInput(schema: z.ZodObject, given: Readonly<Record<string, unknown>>, wrong: string): FittingInput | Refusal {
  const { data, error } = schema.strict().safeParse(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)));
  if (error === undefined) return { data };
  const problems = error.issues.map((issue) => `${issue.path.join(".") || "its input"}: ${issue.message}`).join("; ");
  return refuseArgument("input-unfit", `${wrong} ${problems}`, "Give what it needs and nothing else.", "");
}
