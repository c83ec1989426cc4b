/*
 * article/live.c - entries by their stamps.
 *
 * A live page is a list of entries, each under the hour at which it was written: a
 * block of its own, or the beginning of one ("14h32 - Le pont est fermé"). Hours that
 * stand so three times and follow each other, most of them with a text, are stamps;
 * those of a timetable have none. Where the page shows none (many write "two hours
 * ago"), the headings that JSON-LD gives for its updates begin the entries.
 *
 * When an entry was written is said, in this order, by the stamp itself, by the <time>
 * around it, by the update of JSON-LD of the same hour or heading. Else only the hour
 * is known.
 */
#include "article/live.h"

#include "article/date.h"
#include "base/utf8.h"

#define STAMPS_MIN  3U
#define UPDATES_MIN 2U
/* A stamp stands in the first bytes of its block, behind a weekday and a day perhaps.
 */
#define STAMP_BYTES 48U
#define BEFORE_HOUR 5U
/* Of so many pairs of stamps one may be out of order: midnight, a correction. */
#define PAIRS_A_FAULT 5U
/* A block of text is at least as long, and what is longer is no heading. */
#define TEXT_BYTES    60U
#define HEADING_BYTES 170U
/* Updates of JSON-LD that are looked at for one entry. */
#define UPDATES_AHEAD 16U

/* Where an entry begins. */
typedef struct start {
    uint32_t block;
    dbn_range stamp;
    uint32_t rest; /* where the block goes on behind the stamp; its end: nowhere */
    dbn_date time;
} start;

typedef DBN_VEC(start) starts;

/* What JSON-LD says of one update; NULL: nothing. */
typedef struct update {
    const dbn_meta *heading, *time;
    uint32_t object;
} update;

typedef DBN_VEC(update) updates;

typedef struct live {
    const dbn_live_input *in;
    const dbn_profile *profile;
    dbn_job *job;
    dbn_span page;
    starts starts;
    updates updates;
} live;

static bool
is_text(const dbn_block *block)
{
    return dbn_range_len(block->range) > 0 && (block->flags & DBN_BLOCK_REMOVED) == 0 &&
           dbn_role_is_text((dbn_role)block->role);
}

/* ---- stamps ---- */

static bool
is_of_day(const dbn_line_piece *piece)
{
    return (piece->is_digits && piece->letters <= 4) ||
           dbn_line_piece_is(piece, DBN_WORD_WEEKDAY | DBN_WORD_MONTH) ||
           (!piece->is_upper && piece->letters <= 2);
}

/* The hour at the beginning of the line, behind its day if it has one; returns its last
 * piece, DBN_NONE for none. */
static uint32_t
hour_of(dbn_date *time, const dbn_line *line, const dbn_profile *profile)
{
    dbn_date_place place;
    if (dbn_date_of_line(time, &place, line, 0, profile) && time->hour >= 0 &&
        place.first <= 1)
        return place.last;
    *time = (dbn_date){.hour = -1, .minute = -1, .second = -1};
    for (uint32_t at = 0; at < BEFORE_HOUR && at < line->count; at++) {
        uint32_t last = dbn_date_hour(time, line, at);
        if (last != DBN_NONE)
            return last;
        if (!is_of_day(&line->pieces[at]))
            break;
    }
    return DBN_NONE;
}

/* Is what stands behind the hour no part of a sentence that begins with it? */
static bool
is_set_off(const dbn_line *line, uint32_t last)
{
    const uint32_t marks =
        DBN_GAP_HYPHEN | DBN_GAP_DASH | DBN_GAP_COLON | DBN_GAP_BAR | DBN_GAP_BRACKET;
    dbn_date other;
    if (last + 1 == line->count)
        return true;
    const dbn_line_piece *next = &line->pieces[last + 1];
    if (dbn_date_hour(&other, line, last + 1) != DBN_NONE) /* from one to the other */
        return false;
    bool begins =
        (next->gap & ~(uint32_t)(DBN_GAP_SPACE | DBN_GAP_POINT)) == 0 && next->is_upper;
    return (next->gap & marks) != 0 || begins;
}

static bool
is_separator(uint32_t code)
{
    static const uint32_t codes[] = {' ',  '.',    '-',    ':',    '|',  ']',   ')',
                                     0xA0, 0x2013, 0x2014, 0x2022, 0xB7, 0x202F};
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        if (code == codes[i])
            return true;
    return false;
}

/* The first `most` bytes, whole characters. */
static dbn_span
head_of(dbn_span text, uint32_t most)
{
    while (most < text.len && most > 0 && dbn_utf8_is_continuation(text.ptr[most]))
        most--;
    return (dbn_span){text.ptr, text.len < most ? text.len : most};
}

static bool
has_digit(dbn_span text)
{
    for (size_t i = 0; i < text.len; i++)
        if (dbn_is_ascii_digit(text.ptr[i]))
            return true;
    return false;
}

static bool
read_start(start *out, const live *l, uint32_t i)
{
    const dbn_block *block = &l->in->records->blocks.items[i];
    dbn_span text = dbn_span_slice(l->page, block->range);
    dbn_span head = head_of(text, STAMP_BYTES);
    dbn_line line;
    if ((!is_text(block) && block->role != DBN_ROLE_DATE) || !has_digit(head))
        return false;
    dbn_line_cut(&line, head, l->profile);
    uint32_t last = hour_of(&out->time, &line, l->profile), len;
    if (last == DBN_NONE || !is_set_off(&line, last))
        return false;
    uint32_t end = line.pieces[last].range.end, rest = end;
    while (rest < text.len && is_separator(dbn_utf8_decode(text, rest, &len)))
        rest += len;
    out->block = i;
    out->stamp = (dbn_range){block->range.beg + line.pieces[0].range.beg,
                             block->range.beg + end};
    out->rest = block->range.beg + rest;
    return true;
}

/* ---- are they those of a live page? ---- */

static int
order_of(const dbn_date *a, const dbn_date *b)
{
    int64_t x = a->hour * 60 + a->minute, y = b->hour * 60 + b->minute;
    if (a->year != 0 && b->year != 0) {
        x += dbn_date_day(a) * 24 * 60;
        y += dbn_date_day(b) * 24 * 60;
    }
    return x < y ? -1 : x > y;
}

static bool
are_in_order(const starts *all)
{
    uint32_t up = 0, down = 0, pairs = all->count - 1;
    for (uint32_t i = 0; i < pairs; i++) {
        int order = order_of(&all->items[i].time, &all->items[i + 1].time);
        up += order <= 0;
        down += order >= 0;
    }
    return (up > down ? up : down) + pairs / PAIRS_A_FAULT >= pairs;
}

/* The block behind the last one of the entry. */
static uint32_t
end_of_entry(const live *l, uint32_t i)
{
    return i + 1 < l->starts.count ? l->starts.items[i + 1].block
                                   : l->in->records->blocks.count;
}

static bool
has_text(const live *l, uint32_t i)
{
    const start *from = &l->starts.items[i];
    const dbn_blocks *blocks = &l->in->records->blocks;
    if (blocks->items[from->block].range.end - from->rest >= TEXT_BYTES)
        return true;
    for (uint32_t k = from->block + 1; k < end_of_entry(l, i); k++)
        if (is_text(&blocks->items[k]) &&
            dbn_range_len(blocks->items[k].range) >= TEXT_BYTES)
            return true;
    return false;
}

static dbn_status
find_stamps(live *l)
{
    uint32_t with_text = 0;
    for (uint32_t i = 0; i < l->in->records->blocks.count; i++) {
        start s;
        if (read_start(&s, l, i))
            DBN_TRY_PUSH(l->job, dbn_vec_push(&l->job->scratch, &l->starts, s));
    }
    for (uint32_t i = 0; i < l->starts.count; i++)
        with_text += has_text(l, i);
    if (l->starts.count < STAMPS_MIN || !are_in_order(&l->starts) ||
        with_text * 2 < l->starts.count)
        l->starts.count = 0;
    return DBN_OK;
}

/* ---- what metadata say ---- */

static dbn_status
gather_updates(live *l)
{
    const dbn_metas *metas = l->in->metas;
    for (uint32_t i = 0; i < metas->count; i++) {
        const dbn_meta *meta = &metas->items[i];
        bool is_heading =
            dbn_span_ends(meta->name, DBN_SPAN(".liveBlogUpdate.headline"));
        bool is_time =
            dbn_span_ends(meta->name, DBN_SPAN(".liveBlogUpdate.datePublished"));
        if (meta->kind != DBN_META_JSONLD || (!is_heading && !is_time))
            continue;
        update *last =
            l->updates.count == 0 ? NULL : &l->updates.items[l->updates.count - 1];
        if (last == NULL || last->object != meta->object) {
            update next = {.object = meta->object};
            DBN_TRY_PUSH(l->job, dbn_vec_push(&l->job->scratch, &l->updates, next));
            last = &l->updates.items[l->updates.count - 1];
        }
        if (is_heading)
            last->heading = meta;
        else
            last->time = meta;
    }
    return DBN_OK;
}

static bool
is_headed(const update *u, dbn_span text)
{
    return u->heading != NULL &&
           dbn_span_equal(dbn_span_trim(u->heading->value->text), dbn_span_trim(text));
}

/* Blocks that are the headings of updates, in the order of both. */
static dbn_status
find_headings(live *l)
{
    const dbn_blocks *blocks = &l->in->records->blocks;
    for (uint32_t i = 0, next = 0; i < blocks->count && next < l->updates.count; i++) {
        dbn_span text = dbn_span_slice(l->page, blocks->items[i].range);
        uint32_t u = next;
        if (!is_text(&blocks->items[i]) || text.len > HEADING_BYTES)
            continue;
        while (u < l->updates.count && u < next + UPDATES_AHEAD &&
               !is_headed(&l->updates.items[u], text))
            u++;
        if (u == l->updates.count || u == next + UPDATES_AHEAD)
            continue;
        next = u + 1;
        start s = {.block = i,
                   .stamp = {blocks->items[i].range.beg, blocks->items[i].range.beg},
                   .rest = blocks->items[i].range.beg,
                   .time = {.hour = -1, .minute = -1, .second = -1}};
        DBN_TRY_PUSH(l->job, dbn_vec_push(&l->job->scratch, &l->starts, s));
    }
    if (l->starts.count < UPDATES_MIN)
        l->starts.count = 0;
    return DBN_OK;
}

/* Is the full date that of a stamp? Its hour may be another zone's. */
static bool
is_same_time(const dbn_date *full, const dbn_date *stamp)
{
    return full->year != 0 && full->hour >= 0 && full->minute == stamp->minute &&
           (full->hour == stamp->hour || full->has_zone);
}

/* From the <time> elements around the stamps: both in the order of the page. */
static void
take_times(live *l)
{
    const dbn_metas *metas = l->in->metas;
    const dbn_view *page = l->in->records->view, *decoded = l->in->decoded;
    for (uint32_t i = 0, m = 0; i < l->starts.count; i++) {
        start *s = &l->starts.items[i];
        uint32_t end = dbn_range_back_to(page, decoded, s->stamp).end;
        for (; m < metas->count; m++) {
            const dbn_meta *meta = &metas->items[m];
            dbn_date time;
            if (meta->kind != DBN_META_TIME)
                continue;
            dbn_range at =
                dbn_range_back_to(meta->value, decoded, dbn_view_all(meta->value));
            if (at.beg >= end)
                break;
            if (s->time.year == 0 && dbn_date_of_iso(&time, meta->value->text) &&
                is_same_time(&time, &s->time))
                s->time = time;
        }
    }
}

/* From the updates: both in one order, in which either may lack some. */
static void
take_updates(live *l, const dbn_entries *entries)
{
    for (uint32_t i = 0, next = 0; i < entries->count; i++) {
        dbn_entry *entry = &entries->items[i];
        dbn_span heading = dbn_span_slice(l->page, entry->heading);
        for (uint32_t u = next;
             u < l->updates.count && u < next + UPDATES_AHEAD && entry->time.year == 0;
             u++) {
            const update *told = &l->updates.items[u];
            dbn_date time;
            if (told->time == NULL ||
                !dbn_date_of_iso(&time, told->time->value->text) ||
                !(is_headed(told, heading) || is_same_time(&time, &entry->time)))
                continue;
            entry->time = time;
            next = u + 1;
        }
    }
}

/* ---- entries ---- */

static bool
is_heading(dbn_span text)
{
    char last = text.len == 0 ? '.' : text.ptr[text.len - 1];
    return text.len > 0 && text.len <= HEADING_BYTES && last != '.' && last != ':';
}

/* The entry from its start: what is left of the block is its heading, or its text; a
 * heading may also be the block behind it. */
static dbn_entry
entry_of(const live *l, uint32_t i)
{
    const dbn_blocks *blocks = &l->in->records->blocks;
    const start *s = &l->starts.items[i];
    dbn_range rest = {s->rest, blocks->items[s->block].range.end};
    dbn_entry entry = {
        .stamp = s->stamp, .time = s->time, .heading = {rest.beg, rest.beg}};
    entry.text = (dbn_range){rest.end, rest.end};
    if (is_heading(dbn_span_slice(l->page, rest)))
        entry.heading = rest;
    else
        entry.text = rest;
    uint32_t end = end_of_entry(l, i);
    for (uint32_t k = s->block + 1; k < end; k++) {
        const dbn_block *block = &blocks->items[k];
        if (!is_text(block))
            continue;
        bool is_first =
            dbn_range_len(entry.heading) == 0 && dbn_range_len(entry.text) == 0;
        bool is_brief = k + 1 < end && is_text(&blocks->items[k + 1]) &&
                        is_heading(dbn_span_slice(l->page, block->range));
        if (is_first && (block->role == DBN_ROLE_HEADING || is_brief)) {
            entry.heading = block->range;
            entry.text = (dbn_range){block->range.end, block->range.end};
            continue;
        }
        if (dbn_range_len(entry.text) == 0)
            entry.text.beg = block->range.beg;
        entry.text.end = block->range.end;
    }
    return entry;
}

static dbn_status
find_entries(dbn_entries *out, live *l)
{
    DBN_TRY(gather_updates(l));
    DBN_TRY(find_stamps(l));
    if (l->starts.count == 0)
        DBN_TRY(find_headings(l));
    take_times(l);
    for (uint32_t i = 0; i < l->starts.count; i++)
        DBN_TRY_PUSH(l->job, dbn_vec_push(&l->job->arena, out, entry_of(l, i)));
    take_updates(l, out);
    return DBN_OK;
}

dbn_status
dbn_live_run(dbn_entries *out, const dbn_live_input *in, const dbn_profile *profile,
             dbn_job *job)
{
    live l = {
        .in = in, .profile = profile, .job = job, .page = in->records->view->text};
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    *out = (dbn_entries){0};
    dbn_status status = find_entries(out, &l);
    dbn_arena_rewind(&job->scratch, mark);
    return status;
}
