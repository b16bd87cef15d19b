export { clip, plainText } from "@dgs/core";
