import type { ProblemText } from "../problem.js";

/** Notes down what is wrong at an offset of the text that is read. */
export type Report = (offset: number, text: ProblemText) => void;
