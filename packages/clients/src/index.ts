// Every export of @dgs/clients by name.

export { CLIENT_PROGRAMS } from "./client-programs.js";
