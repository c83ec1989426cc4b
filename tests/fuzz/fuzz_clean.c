/*
 * tests/fuzz/fuzz_clean.c - repairing twice changes nothing, and all maps back.
 *
 * The bytes are made valid UTF-8 by reading each pair as an index into pieces that
 * meet in repairs; a first byte below 128 means: the bytes themselves, decoded.
 */
#include "base/utf8.h"
#include "clean/clean.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const pieces[] = {
    "&",
    "#",
    "x",
    "amp",
    ";",
    "eacute",
    "copy",
    "lt",
    "38",
    "e9",
    "=",
    " ",
    "e",
    "\xCC\x81",
    "\xCC\xB8",
    "\xCC\xA3",
    "\xC2\xAD",
    "\xE2\x80\x8B",
    "\xE2\x80\x8D",
    "\xE2\x80\x8C",
    "\xD8\xA7",
    "\xD9\x93",
    "\xC3\xA9",
    "\n",
    "\r",
    "\x01",
    "\xC2\x85",
    "\xC2\x81",
    "\xEF\xAC\x81",
    "\xCD\xBE",
    "\xE2\x84\xAA",
    "\xE1\x84\x80",
    "\xE1\x85\xA1",
    "\xE1\x86\xA8",
    "\xF0\x9F\x98\x80",
    "\xEF\xB8\x8F",
    "<",
    "a",
    "&amp;",
    "&#",
    "&#x",
    "59",
    "97;",
    "\xE2\x80\xA8",
    "\xD0\xBE",
    "\xEF\xBB\xBF",
    "semi;",
    "num;",
    "fjlig;",
    "nvlt;",
    "shy;",
    "zwj;",
    "\xCD\x84",
    "7;",
    "hellip",
    "\xE0\xA4\x95",
    "\xE0\xA5\x8D",
    "\xC3\x83",
    "\xC2\xA9",
    "\xC2\xA0",
    "\xE2\x80\x99",
    "\xEF\xBF\xBD",
    "\xE2\x88\x9A",
};

#define PIECES (sizeof pieces / sizeof pieces[0])

static dbn_span
text_of(const uint8_t *data, size_t size, dbn_arena *arena)
{
    dbn_buffer text = {0};
    char utf8[DBN_UTF8_MAX];
    for (size_t i = 0; i < size; i++) {
        const char *piece = pieces[data[i] % PIECES];
        uint32_t len = (uint32_t)strlen(piece);
        if (data[i] >= 4 * PIECES) { /* a code point of the next three bytes */
            uint32_t code = i + 3 < size ? (uint32_t)data[i + 1] << 16 |
                                               (uint32_t)data[i + 2] << 8 | data[i + 3]
                                         : 'z';
            i += 3;
            piece = utf8;
            len = dbn_utf8_encode(utf8, code & 0x1FFFFF);
        }
        if (dbn_vec_append(arena, &text, piece, len) != DBN_OK)
            abort();
    }
    return text.count == 0 ? DBN_SPAN("") : (dbn_span){text.items, text.count};
}

static const dbn_profile *
french(void)
{
    static dbn_profiles *profiles;
    dbn_error err = {0};
    if (profiles == NULL && dbn_profiles_load(&profiles, DBN_DICTS_DIR, &err) != DBN_OK)
        abort();
    return dbn_profiles_find(profiles, DBN_SPAN("fr"));
}

/* Rounds are few: misread text gets shorter in each. */
#define ROUNDS_MAX 32

static const dbn_view *
repaired(const dbn_view *view, dbn_clean_input in, dbn_clean *clean, dbn_job *job)
{
    const dbn_view *out;
    in.view = view;
    if (dbn_clean_run(clean, &in, french(), job) != DBN_OK ||
        dbn_view_derive(&out, view, dbn_view_all(view), &clean->fixes, DBN_PASS_REPAIR,
                        job) != DBN_OK)
        abort();
    return out;
}

/* What is found only once all else is mended: misread letters, and codes of mail and of
 * addresses, which may have been written with references. */
static bool
is_misreading(dbn_rule rule)
{
    return rule == DBN_RULE_ENCODING_MOJIBAKE ||
           rule == DBN_RULE_ENCODING_MOJIBAKE_TWICE ||
           rule == DBN_RULE_ENCODING_MOJIBAKE_LOSSY ||
           rule == DBN_RULE_ENCODING_QUOTED_PRINTABLE ||
           rule == DBN_RULE_ENCODING_PERCENT;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    dbn_job job;
    dbn_job_init(&job, 0);
    dbn_clean_input in = {.encoding = (data[0] & 1) == 0,
                          .unicode = (data[0] & 6) != 0,
                          .line_breaks = (data[0] & 8) != 0};
    const dbn_view *view, *once;
    dbn_clean first, second;
    if (dbn_view_source(&view, text_of(data + 1, size - 1, &job.arena), &job) != DBN_OK)
        abort();
    once = repaired(view, in, &first, &job);
    if (dbn_utf8_invalid_at(once->text, 0) != once->text.len)
        abort();
    bool was_misread =
        first.fixes.count > 0 && is_misreading(first.fixes.items[0].rule);
    const dbn_view *last = once;
    for (int round = 0; round < ROUNDS_MAX; round++) {
        if (dbn_view_source(&last, last->text, &job) != DBN_OK)
            abort();
        last = repaired(last, in, &second, &job);
        if (second.fixes.count == 0)
            break;
        /* Signs that were composed may be misread ones: "=" and U+0338. */
        was_misread |= is_misreading(second.fixes.items[0].rule);
        if (!was_misread)
            abort();
    }
    if (second.fixes.count != 0)
        abort();
    dbn_range all = dbn_range_back(once, dbn_view_all(once));
    if (all.beg > all.end || all.end > view->text.len)
        abort();
    dbn_job_release(&job);
    return 0;
}
