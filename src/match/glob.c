/*
 * Paths by patterns: PCRE2 makes an expression of each.
 */
#include "match/glob.h"

#include "match/rule.h"

#include <stdlib.h>

/* Bytes of the longest pattern. */
#define GLOB_MAX 1000U

struct dbn_glob {
    pcre2_code *code;
};

/* The pattern in full, in `room`: with the folders that it means without saying. */
static size_t
complete(char room[GLOB_MAX + 8], dbn_span pattern)
{
    bool is_folder = pattern.ptr[pattern.len - 1] == '/';
    size_t len = 0, names = pattern.len - is_folder;
    if (pattern.ptr[0] == '/') {
        pattern.ptr++;
        pattern.len--;
    } else if (memchr(pattern.ptr, '/', names) == NULL) {
        memcpy(room, "**/", 3);
        len = 3;
    }
    memcpy(room + len, pattern.ptr, pattern.len);
    len += pattern.len;
    if (is_folder) {
        memcpy(room + len, "**", 2);
        len += 2;
    }
    return len;
}

static pcre2_code *
compile(const char *pattern, size_t len)
{
    PCRE2_UCHAR *expression = NULL;
    PCRE2_SIZE expression_len = 0, at;
    int code;
    if (pcre2_pattern_convert((PCRE2_SPTR)pattern, len,
                              PCRE2_CONVERT_GLOB | PCRE2_CONVERT_UTF, &expression,
                              &expression_len, NULL) != 0)
        return NULL;
    pcre2_code *compiled =
        pcre2_compile(expression, expression_len, PCRE2_UTF | PCRE2_MATCH_INVALID_UTF,
                      &code, &at, NULL);
    pcre2_converted_pattern_free(expression);
    return compiled;
}

dbn_status
dbn_glob_new(dbn_glob **out, dbn_span pattern)
{
    char room[GLOB_MAX + 8];
    *out = NULL;
    if (pattern.len == 0 || pattern.len > GLOB_MAX)
        return DBN_ERR_SYNTAX;
    dbn_glob *glob = malloc(sizeof *glob);
    if (glob == NULL)
        return DBN_ERR_NOMEM;
    glob->code = compile(room, complete(room, pattern));
    if (glob->code == NULL) {
        free(glob);
        return DBN_ERR_SYNTAX;
    }
    *out = glob;
    return DBN_OK;
}

void
dbn_glob_free(dbn_glob *glob)
{
    if (glob == NULL)
        return;
    pcre2_code_free(glob->code);
    free(glob);
}

bool
dbn_glob_matches(const dbn_glob *glob, dbn_span path)
{
    pcre2_match_data *data = pcre2_match_data_create(1, NULL);
    pcre2_match_context *limits = pcre2_match_context_create(NULL);
    bool matches = false;
    if (data != NULL && limits != NULL) {
        pcre2_set_match_limit(limits, DBN_RULE_STEPS_MAX);
        matches = pcre2_match(glob->code, (PCRE2_SPTR)path.ptr, path.len, 0, 0, data,
                              limits) >= 0;
    }
    pcre2_match_context_free(limits);
    pcre2_match_data_free(data);
    return matches;
}
