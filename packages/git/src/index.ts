// Every export of @dgs/git by name. A line added here is public for good: add on purpose.
export { createGit, type GitOptions } from "./create-git.js";
export { createNodegitGit, type AnsweredBy, type NodegitGitOptions } from "./nodegit/create-nodegit-git.js";
export { findNodegit, HOW_TO_BUILD } from "./nodegit/load.js";
export { nodegitFolder, type Environment } from "./nodegit/place.js";
