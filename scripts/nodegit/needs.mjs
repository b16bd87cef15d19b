// What the machine has to have before nodegit can be built.

import { spawnSync } from "node:child_process";

const TOOLS = [
  { name: "a C++ compiler", probe: [process.env.CXX ?? "c++", ["--version"]], debian: "g++" },
  { name: "make", probe: [process.env.MAKE ?? "make", ["--version"]], debian: "make" },
  { name: "python3", probe: [process.env.PYTHON ?? "python3", ["--version"]], debian: "python3" },
  { name: "the headers of Kerberos (krb5-config)", probe: ["krb5-config", ["gssapi", "--libs"]], debian: "libkrb5-dev" },
];

/** What is missing, with the Debian package that brings it. */
export function missingNeeds() {
  if (process.platform === "win32") return [];
  return TOOLS.filter(({ probe: [program, args] }) => spawnSync(program, args, { stdio: "ignore" }).status !== 0);
}

/** Says what to install, for a person. */
export function describeMissing(missing) {
  const names = missing.map(({ name }) => name).join(", ");
  const packages = missing.map(({ debian }) => debian).join(" ");
  return `nodegit cannot be built without ${names}.\nOn Debian and Ubuntu: apt-get install ${packages} (as root, \`npm run nodegit -- --system\` does that)\nElsewhere: install what brings these programs and headers, then run this again.`;
}

/** Whether this process may install packages of the system. */
export function canInstall() {
  return process.getuid?.() === 0 && spawnSync("apt-get", ["--version"], { stdio: "ignore" }).status === 0;
}
