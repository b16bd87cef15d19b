// For tests of other packages; what only this package's own tests use is imported by its path.
export { whyNoNodegit, withNodegit } from "./built-nodegit.js";
