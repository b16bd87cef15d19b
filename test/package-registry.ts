import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A package as it would be published. */
interface Tarball {
  readonly name: string;
  readonly manifest: Readonly<Record<string, unknown>>;
  readonly file: string;
}

/** A package registry on this machine that has some packages and nothing else. */
export interface PackageRegistry {
  /** Without a slash at its end. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Serves packages on 127.0.0.1 as a registry does. What is not among them is not found: nothing is asked for elsewhere. */
export async function servePackages(tarballs: readonly Tarball[]): Promise<PackageRegistry> {
  const server = createServer((request, response) => {
    const asked = decodeURIComponent((request.url ?? "").slice(1));
    const wanted = tarballs.find(({ name }) => asked === name || asked === `${name}.tgz`);
    if (wanted === undefined) {
      response.writeHead(404, { "content-type": "application/json" }).end(JSON.stringify({ error: "not found" }));
      return;
    }
    const bytes = readFileSync(wanted.file);
    if (asked.endsWith(".tgz")) {
      response.writeHead(200, { "content-type": "application/octet-stream" }).end(bytes);
      return;
    }
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(describePackage(wanted, bytes)));
  });
  const urlOf = (): string => `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const describePackage = ({ name, manifest }: Tarball, bytes: Buffer): object => {
    const version = String(manifest["version"]);
    const integrity = `sha512-${createHash("sha512").update(bytes).digest("base64")}`;
    // Of a workspace's own manifest npm needs the programs; what a bundle was made of is not fetched.
    const one = { ...manifest, devDependencies: {}, scripts: {}, dist: { tarball: `${urlOf()}/${name}.tgz`, integrity } };
    return { name, "dist-tags": { latest: version }, versions: { [version]: one } };
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: urlOf(),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
