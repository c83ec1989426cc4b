#include "write/fragment.h"

#include "write/escape.h"
#include "write/json.h"

/* In a string of JSON that stands in a script, where no tag may end it. */
static dbn_span
in_json(char c)
{
    static const char *const controls[] = {
        "\\u0000", "\\u0001", "\\u0002", "\\u0003", "\\u0004", "\\u0005", "\\u0006",
        "\\u0007", "\\u0008", "\\u0009", "\\u000a", "\\u000b", "\\u000c", "\\u000d",
        "\\u000e", "\\u000f", "\\u0010", "\\u0011", "\\u0012", "\\u0013", "\\u0014",
        "\\u0015", "\\u0016", "\\u0017", "\\u0018", "\\u0019", "\\u001a", "\\u001b",
        "\\u001c", "\\u001d", "\\u001e", "\\u001f"};
    switch (c) {
    case '"':
        return DBN_SPAN("\\\"");
    case '\\':
        return DBN_SPAN("\\\\");
    case '<':
        return DBN_SPAN("\\u003c");
    case '\n':
        return DBN_SPAN("\\n");
    default:
        return (unsigned char)c < ' ' ? dbn_span_of(controls[(unsigned char)c])
                                      : DBN_SPAN("");
    }
}

static dbn_span
as_it_is(char c)
{
    (void)c;
    return DBN_SPAN("");
}

static dbn_span
in_content(char c)
{
    return c == '"' ? DBN_SPAN("") : dbn_markup_for((unsigned char)c);
}

static dbn_span
in_value(char c)
{
    return c == '\'' ? DBN_SPAN("&#39;") : dbn_markup_for((unsigned char)c);
}

static dbn_span (*const escapes[DBN_WRITING_COUNT])(char c) = {
    [DBN_WRITTEN_AS_TEXT] = as_it_is,
    [DBN_WRITTEN_AS_CONTENT] = in_content,
    [DBN_WRITTEN_AS_VALUE] = in_value,
    [DBN_WRITTEN_AS_BARE] = in_value,
    [DBN_WRITTEN_AS_JSON] = in_json};

dbn_status
dbn_write_fragment(dbn_buffer *out, dbn_arena *arena, const dbn_bilingual *b,
                   dbn_pieces pieces, dbn_writing writing)
{
    for (uint32_t i = pieces.beg; i < pieces.end; i++) {
        const dbn_piece *piece = &b->pieces.items[i];
        DBN_TRY(piece->kind == DBN_PIECE_TEXT
                    ? dbn_write_escaped(out, arena, piece->text, escapes[writing])
                    : dbn_json_raw(out, arena, piece->text));
    }
    return DBN_OK;
}
