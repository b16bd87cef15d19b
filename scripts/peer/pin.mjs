// The peer tool that DGS shares its planning files with: exactly this version, by the digest of its package. What DGS writes is held against what this one reads.

import { existsSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** The package, its version and digest, and the program in it that the tests start. Its dependencies are for other programs of it, and are not fetched. */
export const PEER = {
  package: "get-shit-done-cc",
  version: "1.42.3",
  integrity: "sha512-3sQoRYFl7v7dju3LXq7sE3pnufGHF7R6xfDU1DaH2+YYe4V6+dhoaUo4KoBHvjtLQ8UATUX3hWofHg+tAUUALQ==",
  file: "package/get-shit-done/bin/gsd-tools.cjs",
};

/** The folder of the peer, outside of the checkout. */
export function peerFolder({ XDG_CACHE_HOME: cache } = process.env) {
  return path.join(cache !== undefined && path.isAbsolute(cache) ? cache : path.join(os.homedir(), ".cache"), "dgs", "peers", `${PEER.package}-${PEER.version}`);
}

/** The mark of a peer whose package had the digest. */
export function peerMark(env = process.env) {
  return path.join(peerFolder(env), "checked.json");
}

/** The program of the peer, ready to be started; `undefined` where it is not there. */
export function findPeer(env = process.env) {
  return existsSync(peerMark(env)) ? path.join(peerFolder(env), ...PEER.file.split("/")) : undefined;
}
