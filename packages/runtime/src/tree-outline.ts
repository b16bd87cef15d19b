// Behind a dynamic import: the tree loads a parser of several hundred kilobytes, which most commands never need.
export { treeOutline } from "@dgs/core";
