/*
 * article/person.h - names of people in a line. Seen by article/ only.
 */
#ifndef DBN_ARTICLE_PERSON_H
#define DBN_ARTICLE_PERSON_H

#include "article/byline.h"

/** Space-separated words of one name, particles apart. */
#define DBN_NAME_WORDS_MAX 4U

/** A line that is read piece by piece; what reads it goes on at `at`, or stays. */
typedef struct dbn_line_reader {
    const dbn_line *line;
    const dbn_profile *profile;
    uint32_t at;
} dbn_line_reader;

/** The piece at hand; NULL at the end. */
static inline const dbn_line_piece *
dbn_line_peek(const dbn_line_reader *r)
{
    return r->at < r->line->count ? &r->line->pieces[r->at] : NULL;
}

static inline bool
dbn_line_is_at(const dbn_line_reader *r, uint32_t classes)
{
    const dbn_line_piece *piece = dbn_line_peek(r);
    return piece != NULL && dbn_line_piece_is(piece, classes);
}

static inline bool
dbn_line_piece_is_initial(const dbn_line_piece *piece)
{
    return piece->is_upper && piece->letters <= 2;
}

/** The end of the part of a name that no space interrupts: Pierre-Yves, O'Brien, J. */
uint32_t dbn_name_part_end(const dbn_line *line, uint32_t at);

/** Read one name; its number of words comes back, 0 for none. */
uint32_t dbn_name_read(dbn_line_reader *r, dbn_range *name);

/** "Les Verts", "La Louvière": an article starts no name, unless it is a particle. */
bool dbn_name_starts_as_text(const dbn_line_reader *r);

/** Read people into out->people, one at least; `least` words in the first name, two in
 * the others. False, with nothing read, where there are none. */
bool dbn_people_read(dbn_line_reader *r, dbn_byline *out, uint32_t least);

#endif
