// Every export of @dgs/git by name. A line added here is public for good: add on purpose.
export { createGit, type GitOptions } from "./create-git.js";
