// Every export of @dgs/core by name. A line added here is public for good: add on purpose.
