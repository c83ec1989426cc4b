/*
 * cli/manual.h - the pages of man/ as the command shows them, compiled in.
 */
#ifndef DBN_CLI_MANUAL_H
#define DBN_CLI_MANUAL_H

/**
 * All pages, a line each; NULL at the end. A page starts with its topic ("clean"), in
 * front of which stands a form feed, and a line with its summary. A line that is
 * "@OPTIONS" stands for the options of the command of that name, "@COMMANDS" for all
 * commands. Written by
 * man/pages.awk when doublon is built.
 */
extern const char *const dbn_manual[];

/** Print `topic NAME SUMMARY` for each page, as dbn_options_dump() prints options. */
void dbn_manual_dump(void);

#endif
