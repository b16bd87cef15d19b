// What a reader has to know of the machine to judge the numbers. Nothing that tells whose machine it is.

import { statfsSync } from "node:fs";
import { cpus, platform, release, totalmem } from "node:os";

/** Facts about the machine, for a person who reads the numbers. */
export function describeMachine(folder) {
  const [{ model } = { model: "unknown processor" }] = cpus();
  return {
    cores: cpus().length,
    processor: model.trim(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release().split("-")[0]}`,
    node: process.version,
    disk: fileSystemOf(folder),
  };
}

/** Whether a folder lies in memory: there a forced write costs nothing, and rows about durable writes mean nothing. */
export function liesInMemory(folder) {
  return fileSystemOf(folder) === "tmpfs";
}

function fileSystemOf(folder) {
  const known = { 0xef53: "ext4", 0x01021994: "tmpfs", 0x9123683e: "btrfs", 0x58465342: "xfs", 0x794c7630: "overlayfs", 0x1a: "apfs" };
  const { type } = statfsSync(folder);
  return known[type] ?? `file system 0x${type.toString(16)}`;
}
