// `npm run agents`: installs the agent programs that `npm run test:agents` drives, outside of the checkout. `--where` only says where they lie.

import { parseArgs } from "node:util";
import { installProgram } from "./agents/install.mjs";
import { PROGRAMS } from "./agents/pins.mjs";
import { fileOf } from "./agents/places.mjs";

const { values } = parseArgs({ options: { where: { type: "boolean" } } });
for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143]]) process.on(signal, () => process.exit(code));

if (values.where === true) for (const program of PROGRAMS) console.log(fileOf(program));
else process.exitCode = await main();

async function main() {
  let missing = 0;
  for (const program of PROGRAMS) {
    const obstacle = await installProgram(program, { say: (what) => { console.log(what); } });
    if (obstacle === "") console.log(`${program.name} ${program.version} is ready`);
    else {
      missing += 1;
      console.error(`${program.name} ${program.version} cannot be had here: ${obstacle}`);
    }
  }
  return missing === 0 ? 0 : 1;
}
