import { spawnSync } from "node:child_process";
import { findPeer, PEER } from "../../../scripts/peer/pin.mjs";

/** The program of the tool that shares the planning files; `undefined` where it was not fetched. */
export const peer = findPeer();

/** What the peer answers in a product; a warning of it on stderr is left out. */
export function askPeer(cwd: string, home: string, ...args: readonly string[]): Readonly<Record<string, unknown>> {
  const { status, stdout, stderr } = spawnSync(process.execPath, [peer ?? "", ...args], { cwd, encoding: "utf8", env: { PATH: process.env["PATH"] ?? "", HOME: home } });
  try {
    return JSON.parse(stdout) as Readonly<Record<string, unknown>>;
  } catch {
    throw new Error(`${PEER.package} ${args.join(" ")}: exit code ${String(status)}: ${stdout}${stderr}`);
  }
}
