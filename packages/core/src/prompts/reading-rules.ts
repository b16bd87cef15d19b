/** The first rule of every agent that reads and leaves documents; DGS looks afterwards whether it was kept. */
export const READ_ONLY = "Change nothing in the repository: your whole result is what you leave in the outbox. Leave no process running when you are done.";

/** How an agent that reads code speaks of it. */
export const SHOW_PLACES = "Name the file and the line of whatever you say about the code, like `src/parse.ts:41`. Say nothing about what you did not look at.";

/** What never stands in a document of a planning folder: those are committed. */
export const NO_SECRETS = "Copy no secret (password, key, token) into a document: say what kind it is and where it lies.";
