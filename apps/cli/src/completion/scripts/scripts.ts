import type { Shell } from "../shells.js";
import { BASH_SCRIPT } from "./bash.js";
import { FISH_SCRIPT } from "./fish.js";
import { POWERSHELL_SCRIPT } from "./powershell.js";
import { ZSH_SCRIPT } from "./zsh.js";

/** The script of each shell. */
export const SCRIPTS: Readonly<Record<Shell, string>> = { bash: BASH_SCRIPT, zsh: ZSH_SCRIPT, fish: FISH_SCRIPT, powershell: POWERSHELL_SCRIPT };
