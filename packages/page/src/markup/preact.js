// The types of preact name the DOM as a library, and every package of the workspace would have a `document` then: what is used of it is described beside.
export { h } from "preact";
export { renderToString } from "preact-render-to-string";
