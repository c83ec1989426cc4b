#include "translate/environment.h"

#include <string.h>

#include "base/span.h"

extern char **environ;

/* Where programs and libraries lie, in which language and encoding they work, where
 * their temporary files go, and what Debian's scripts of Apertium ask for. */
static const char *const needed[] = {"PATH",
                                     "HOME",
                                     "LANG",
                                     "LANGUAGE",
                                     "TMPDIR",
                                     "TZ",
                                     "LD_LIBRARY_PATH",
                                     "USER",
                                     "LOCPATH",
                                     "SHELL",
                                     "TERM",
                                     "ICU_DATA",
                                     "APERTIUM_PATH",
                                     "LTTOOLBOX_PATH",
                                     NULL};

static bool
is_needed(dbn_span name)
{
    if (dbn_span_starts(name, DBN_SPAN("LC_")))
        return true;
    for (size_t i = 0; needed[i] != NULL; i++)
        if (dbn_span_equal(name, dbn_span_of(needed[i])))
            return true;
    return false;
}

/* "DEEPL_API_KEY": none of their business. */
static bool
is_passed(dbn_environment_kind kind, const char *entry)
{
    dbn_span text = dbn_span_of(entry);
    const char *equals = strchr(entry, '=');
    const dbn_span name = {entry, equals == NULL ? text.len : (size_t)(equals - entry)};
    return kind == DBN_ENVIRONMENT_NARROW ? is_needed(name)
                                          : !dbn_span_ends(name, DBN_SPAN("_KEY"));
}

char **
dbn_environment_of(dbn_environment_kind kind, dbn_environment_more more,
                   dbn_arena *arena)
{
    size_t count = 0, kept = 0;
    while (environ != NULL && environ[count] != NULL)
        count++;
    char **out = dbn_arena_alloc(arena, (count + more.count + 1) * sizeof *out);
    if (out == NULL)
        return NULL;
    for (size_t i = 0; i < count; i++)
        if (is_passed(kind, environ[i]))
            out[kept++] = environ[i];
    for (size_t i = 0; i < more.count; i++)
        out[kept++] = more.entries[i];
    out[kept] = NULL;
    return out;
}
