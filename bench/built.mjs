// The packages as they are built: the door that a user of them has.

const built = (name) => import(new URL(`../packages/${name}/dist/index.js`, import.meta.url));

/** The entry of the program `dgs`. */
export const program = new URL("../apps/cli/dist/main.js", import.meta.url).pathname;

export const [core, runtime, processes, git, agents] = await Promise.all([built("core"), built("runtime"), built("process"), built("git"), built("agents")]);
