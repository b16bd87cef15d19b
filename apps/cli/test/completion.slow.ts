import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltProgram, buildProgram } from "./built-program.js";
import { hasShell, inShell, makeShellHome, TRIED } from "./in-shell.js";
import { makeProduct, type SampleProduct } from "./sample-product.js";

let program: BuiltProgram;
let product: SampleProduct;
let home: string;

beforeAll(() => {
  program = buildProgram();
  product = makeProduct();
  home = realpathSync(mkdtempSync(path.join(tmpdir(), "dgs-shell-")));
  makeShellHome(home, program);
}, 120_000);

afterAll(() => {
  program.remove();
  product.remove();
  rmSync(home, { recursive: true, force: true });
});

/** Each part would leave a file `pwned` if a shell read it as more than letters. */
const HOSTILE = "a'; touch pwned; '$(touch pwned)`touch pwned`\"; touch pwned; \"";

const PROMPT = /> $/;
const CLEAR = "\u0015";

describe.each(TRIED)("%s on a terminal (skipped where the shell or a terminal is missing)", (shell) => {
  const tried = it.skipIf(!hasShell(shell));

  tried("completes commands, values, phases and files", async () => {
    const phases = shell === "bash" ? /1 +2 +3/ : /Parser[^]*Printer[^]*Program/;
    writeFileSync(path.join(product.base, "some tape.json"), "{}");
    const screen = await inShell(shell, home, product.base, [
      [PROMPT, "dgs plan-p\t"],
      [/plan-phase/, `${CLEAR}dgs run-job --agent=cl\t`],
      [/claude/, `${CLEAR}dgs show-phase \t\t`],
      [phases, `${CLEAR}dgs run-job --tape som\t`],
      [/some\\ tape\.json/, `${CLEAR}dgs run-job --tape=som\t`],
    ], /some\\ tape\.json/);
    expect(screen).not.toMatch(/^never came/);
  });

  tried("does nothing of what a name says, neither at Tab nor at Enter", async () => {
    const hostile = path.join(home, `hostile-${shell}`);
    const quick = path.join(hostile, ".planning/quick", `250101-aaa-${HOSTILE}`);
    mkdirSync(path.join(hostile, ".planning/phases", `01-${HOSTILE}`), { recursive: true });
    mkdirSync(quick, { recursive: true });
    writeFileSync(path.join(quick, "x-QUICK.md"), "# Quick\n");
    const screen = await inShell(shell, home, hostile, [
      [PROMPT, "dgs plan-phase \t"],
      [/plan-phase 1/, `${CLEAR}dgs complete-quick \t`],
      [/pwned[^]*pwned[^]*pwned[^]*pwned/, "--json\r"],
    ], /"(?:code|type)":/);
    expect(screen).not.toMatch(/^never came/);
    expect(readdirSync(hostile)).toEqual([".planning"]);
  });
});
