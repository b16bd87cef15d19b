import { reported } from "../answer.js";
import type { Command } from "../command-spec.js";
import { SCRIPTS } from "../completion/scripts/scripts.js";
import { SHELLS } from "../completion/shells.js";

/** `dgs completion` */
export const runCompletion: Command = ({ operands }) => {
  const shell = SHELLS.find((each) => each === operands["shell"]);
  if (shell === undefined) throw new Error("the command line let a shell through that it does not know");
  return Promise.resolve(reported({ type: "completion", shell, script: SCRIPTS[shell] }, () => SCRIPTS[shell].trimEnd()));
};
