/*
 * exchange/exchange.h - the files that translators hand on: XLIFF 1.2 and 2.0 to 2.2,
 * TMX 1.1 to 1.4b, TBX 2 and 3. What they must hold to, by table (xliff12.def,
 * xliff2.def, tmx.def, martif.def, tbx.def) and by rule (constraints.def).
 *
 * Sources: XLIFF 1.2 (OASIS, 2008); XLIFF Version 2.1 (OASIS, 2018), whose core and
 * modules versions 2.0 and 2.2 share but for what is told in the table; TMX 1.4b
 * (OSCAR/LISA, 2005); ISO 30042:2008 and 2019 (TBX).
 */
#ifndef DBN_EXCHANGE_EXCHANGE_H
#define DBN_EXCHANGE_EXCHANGE_H

#include "exchange/grammar.h"

/** What a file is, and why it is not accepted. */
typedef struct dbn_exchange {
    const char *format;    /* "xliff", "tmx", "tbx": the beginning of names of rules */
    dbn_span version;      /* as the file says it; empty: it does not */
    dbn_refusals refusals; /* in the order of the file; none: it is accepted */
    bool is_cut;           /* there are more than DBN_REFUSALS_MAX */
    const dbn_grammar *grammar; /* that it was held to */
} dbn_exchange;

/**
 * Hold a file to its standard. Results live in the job's arena. Fails with
 * DBN_ERR_SYNTAX, and a line, where it is not well-formed or is in none of the formats;
 * with DBN_ERR_LIMIT beyond 2 GiB, DBN_ERR_NOMEM. `n` log `n` in the size of the file.
 */
dbn_status dbn_exchange_validate(dbn_exchange *out, dbn_span bytes, dbn_job *job);

/** The same, and the file itself, for who goes on with it. */
dbn_status dbn_exchange_read(dbn_exchange *out, const dbn_xml **tree, dbn_span bytes,
                             dbn_job *job);

/** The grammars, and the rules behind them. */
extern const dbn_grammar dbn_grammar_xliff12, dbn_grammar_xliff2, dbn_grammar_tmx,
    dbn_grammar_tbx2, dbn_grammar_tbx3;
dbn_status dbn_xliff12_check(dbn_refusing *refusing, const dbn_xml *xml);
dbn_status dbn_xliff2_check(dbn_refusing *refusing, const dbn_xml *xml);
dbn_status dbn_tmx_check(dbn_refusing *refusing, const dbn_xml *xml);
dbn_status dbn_tbx_check(dbn_refusing *refusing, const dbn_xml *xml);

#endif
