// An agent as a program: does what a file says of its purpose. Nothing of it knows DGS.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const { acts, product } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const { DGS_OUTBOX: outbox, DGS_PURPOSE: purpose } = process.env;
readFileSync(0);
const plans = readdirSync(join(product, ".planning/phases/01-build")).flatMap((name) => /^(01-\d\d)-PLAN\.md$/.exec(name)?.[1] ?? []).sort();
const next = String(plans.length + 1).padStart(2, "0");
const plan = /^execute-plan (\S+)/.exec(purpose)?.[1];
const fill = (text) => text.replaceAll("NN", plan?.slice(3) ?? next).replaceAll('"PLANS"', JSON.stringify(plans)).replaceAll("GAP", purpose.split(" ").at(-1));
for (const { changes = {}, shell, outbox: left = {} } of acts.filter(({ of }) => `${purpose} `.startsWith(`${of} `)).slice(-1)) {
  for (const [path, text] of Object.entries(changes)) {
    if (text === null) rmSync(path, { recursive: true, force: true });
    else {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
  }
  if (shell !== undefined) execFileSync("/bin/sh", ["-c", shell], { stdio: "inherit", env: { ...process.env, PRODUCT: product, PLAN: plan ?? "" } });
  for (const [name, text] of Object.entries(left)) writeFileSync(join(outbox, fill(name)), fill(text));
}
