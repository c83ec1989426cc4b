/*
 * translate/journal.h - what engines have answered, so that nothing is asked twice.
 *
 * A file that is only ever appended to, a line an answer:
 *
 *     CHECKSUM TAB IDENTITY TAB TEXT TAB ANSWER LF
 *
 * Tabs, line ends and backslashes within are written "\t", "\n", "\r", "\\"; the
 * checksum, 16 hexadecimal digits, is that of all that follows it. A line that was cut
 * off when its program was killed does not have it, and is as if it were not there; so
 * is one that somebody damaged. The rest counts.
 *
 * One program writes it at a time: whoever opens it holds it locked.
 */
#ifndef DBN_TRANSLATE_JOURNAL_H
#define DBN_TRANSLATE_JOURNAL_H

#include "base/job.h"
#include "base/span.h"

typedef struct dbn_journal dbn_journal;

/** Bytes of a journal that is read. */
#define DBN_JOURNAL_BYTES_MAX (1U << 30)

/** Open it, or make it; NULL: it lives in memory, and ends with the handle. Fails with
 * DBN_ERR_IO (another program has it, too), DBN_ERR_SYNTAX (the file is something
 * else), DBN_ERR_LIMIT, DBN_ERR_NOMEM; *out is then NULL. */
dbn_status dbn_journal_open(dbn_journal **out, const char *path,
                            dbn_error *error) DBN_CHECKED;

/** NULL is allowed. */
void dbn_journal_close(dbn_journal *journal);

/** Lines that do not count, and answers that do. */
uint32_t dbn_journal_broken(const dbn_journal *journal);
uint32_t dbn_journal_count(const dbn_journal *journal);

/** The answer of the engine `identity` to `text`; borrowed for the life of the journal.
 * False where it was never asked. */
bool dbn_journal_find(dbn_span *answer, const dbn_journal *journal, dbn_span identity,
                      dbn_span text);

/** Remember an answer: copied, and with the next dbn_journal_sync() on the disk. */
dbn_status dbn_journal_add(dbn_journal *journal, dbn_span identity, dbn_span text,
                           dbn_span answer, dbn_error *error) DBN_CHECKED;

/** All that was added is on the disk when this returns DBN_OK. */
dbn_status dbn_journal_sync(dbn_journal *journal, dbn_error *error) DBN_CHECKED;

#endif
