/*
 * tests/unit/dedup.c - copies of every kind go, and what is no copy stays.
 *
 * A document is written as lines: a letter for the role, a bar, the text. `-` in front
 * says that the block must go, `+` or nothing that it must stay.
 */
#include "unit/test.h"

#include "dedup/dedup.h"
#include "key/shared.h"
#include "segment/segment.h"
#include "unit/profiles.h"

typedef struct document {
    dbn_records records;
    dbn_key key;
    dbn_segments segments;
    dbn_dedup dedup;
    const char *marks[64]; /* the first letter of each line */
} document;

static dbn_role
role_of(char letter)
{
    switch (letter) {
    case 't':
        return DBN_ROLE_TITLE;
    case 'l':
        return DBN_ROLE_LEAD;
    case 'h':
        return DBN_ROLE_HEADING;
    case 'c':
        return DBN_ROLE_CAPTION;
    default:
        return DBN_ROLE_PARAGRAPH;
    }
}

static dbn_status
find_copies(document *d, dbn_survivor survivor, const dbn_profile *profile,
            dbn_job *with)
{
    dbn_seeds seeds;
    const bool *shared;
    DBN_TRY(dbn_key_make(&d->key, &d->records, profile, with));
    uint32_t count = d->records.blocks.count;
    DBN_TRY(dbn_key_shared(&shared, &seeds, &d->key, count, NULL, with));
    DBN_TRY(dbn_segment_run(
        &d->segments, &(dbn_segment_input){.records = &d->records, .wanted = shared},
        profile, with));
    dbn_dedup_input input = {&d->records, &d->key, &seeds, &d->segments, survivor};
    return dbn_dedup_run(&d->dedup, &input, profile, with);
}

/* Reads `lines` ("-p|text\n"); the marks stay in the text, outside the blocks. */
static void
read_lines(document *d, const char *lines)
{
    *d = (document){0};
    assert_int_equal(dbn_view_source(&d->records.view, dbn_span_of(lines), &job),
                     DBN_OK);
    for (uint32_t at = 0; lines[at] != '\0';) {
        uint32_t len = (uint32_t)strcspn(lines + at, "\n");
        dbn_block block = {.range = {at + 3, at + len}, .parent = DBN_NONE};
        block.role = (uint8_t)role_of(lines[at + 1]);
        d->marks[d->records.blocks.count] = lines + at;
        assert_int_equal(dbn_vec_push(&job.arena, &d->records.blocks, block), DBN_OK);
        at += len + 1;
    }
}

static bool
is_gone(const document *d, uint32_t block)
{
    dbn_range range = d->records.blocks.items[block].range;
    for (uint32_t i = 0; i < d->dedup.fixes.count; i++)
        if (d->dedup.fixes.items[i].from <= range.beg &&
            d->dedup.fixes.items[i].to >= range.end)
            return true;
    return false;
}

static const dbn_profile *
french(void)
{
    return dbn_profiles_find(profiles, DBN_SPAN("fr"));
}

/* A second run over what stays must find nothing. */
static void
assert_settled(const document *first)
{
    document second = {.records = {.view = first->records.view}};
    for (uint32_t i = 0; i < first->records.blocks.count; i++) {
        dbn_block block = first->records.blocks.items[i];
        for (uint32_t k = 0; k < first->dedup.fixes.count; k++)
            if (first->dedup.fixes.items[k].from == block.range.beg)
                block.range.beg = first->dedup.fixes.items[k].to;
        if (block.range.beg < block.range.end)
            assert_int_equal(dbn_vec_push(&job.arena, &second.records.blocks, block),
                             DBN_OK);
    }
    assert_int_equal(find_copies(&second, DBN_SURVIVOR_FINEST, french(), &job), DBN_OK);
    assert_int_equal(second.dedup.fixes.count, 0);
}

static document
assert_document(const char *lines)
{
    document d;
    read_lines(&d, lines);
    assert_int_equal(find_copies(&d, DBN_SURVIVOR_FINEST, french(), &job), DBN_OK);
    for (uint32_t i = 0; i < d.records.blocks.count; i++)
        if (is_gone(&d, i) != (d.marks[i][0] == '-'))
            fail_msg("block %u should %s: %.60s", i, is_gone(&d, i) ? "stay" : "go",
                     d.marks[i]);
    assert_settled(&d);
    return d;
}

static int
reset(void **state)
{
    (void)state;
    dbn_job_reset(&job);
    return 0;
}

#define LEAD                                                                             \
    "Une entreprise installée en Belgique a débranché jeudi une machine qui servait " \
    "de relais au maliciel. Les enquêteurs espèrent y trouver la trace de ses "        \
    "auteurs."
#define BODY                                                                           \
    "Le serveur, un modèle loué au mois par un client étranger, recevait depuis "   \
    "plusieurs semaines les données dérobées. Il se trouvait près de Bruxelles."
#define OTHER                                                                              \
    "Ce n’est pas la première fois que la piste mène à une société sans histoire. " \
    "Les "                                                                                 \
    "autorités indiennes avaient saisi plusieurs pièces à la fin du mois d’octobre."

static void
exact_copies_go_and_the_first_stays(void **state)
{
    (void)state;
    document d =
        assert_document("+l|" LEAD "\n+p|" BODY "\n+p|" OTHER "\n-p|" LEAD "\n");
    assert_int_equal(d.dedup.copies.count, 2); /* both occurrences */
    assert_int_equal(d.dedup.copies.items[0].survivor, 1);
    assert_int_equal(d.dedup.copies.items[1].survivor, 0);
    assert_int_equal(d.dedup.copies.items[1].kind, DBN_COPY_EXACT);
    assert_int_equal(d.dedup.copies.items[1].score, 1000);
    assert_int_equal(d.dedup.fixes.items[0].rule, DBN_RULE_REPETITION_EXACT);
}

static void
a_block_that_glues_two_goes(void **state)
{
    (void)state;
    document d = assert_document("-p|" LEAD " " BODY "\n+l|" LEAD "\n+p|" BODY
                                 "\n+p|" OTHER "\n");
    assert_int_equal(d.dedup.copies.count, 4); /* one record a partner, both ways */
    assert_int_equal(d.dedup.copies.items[0].kind, DBN_COPY_COVERED);
    assert_document("+l|" LEAD "\n+p|" BODY "\n+p|" OTHER "\n-p|" BODY " " OTHER "\n");
    /* a heading and its paragraph */
    assert_document("-p|Une piste froide " BODY "\n+l|" LEAD
                    "\n+h|Une piste froide\n+p|" BODY "\n+p|" OTHER "\n");
}

#define REFRAIN "Qui veut savoir la suite attendra demain matin sur le port"

/* Three times it is spared, with what is near it. Once the end of the document, which
 * stands twice, took one with it, it is a copy, and what is near it is one as well. */
static void
what_a_refrain_hid_goes_once_it_is_none(void **state)
{
    (void)state;
    assert_document(
        "+p|" LEAD "\n+p|" REFRAIN "\n+p|" BODY "\n+p|" OTHER "\n-p|" REFRAIN
        "\n+p|Personne ne sait encore où ils sont partis cette nuit-là.\n-p|"
        "Qui veut savoir la suite atendra demain matin sur le pport\n-p|" LEAD
        "\n-p|" REFRAIN "\n");
}

static void
a_glued_block_may_be_edited(void **state)
{
    (void)state;
    assert_document(
        "-p|Une entreprise installée en Belgique a coupé jeudi une machine qui servait "
        "de relais au maliciel. Les enquêteurs espèrent encore y trouver la trace de "
        "ses auteurs. Le serveur, un modèle loué par un client étranger, recevait "
        "depuis plusieurs semaines les données volées. Il se trouvait près de "
        "Bruxelles.\n+l|" LEAD "\n+p|" BODY "\n+p|" OTHER "\n");
}

static void
finer_structure_stays(void **state)
{
    (void)state;
    assert_document(
        "+l|" LEAD "\n-p|" BODY "\n+p|Le serveur, un modèle loué au mois par un client "
        "étranger, recevait depuis "
        "plusieurs semaines les données dérobées.\n+p|Il se trouvait près de "
        "Bruxelles.\n+p|" OTHER "\n");
}

static void
sentences_may_stand_in_another_order(void **state)
{
    (void)state;
    assert_document(
        "+l|" LEAD "\n+p|" BODY "\n+p|" OTHER
        "\n-p|Il se trouvait près de Bruxelles. Le serveur, un modèle loué "
        "au mois par un client étranger, recevait depuis plusieurs semaines "
        "les données dérobées.\n");
}

static void
what_is_cut_off_goes(void **state)
{
    (void)state;
    assert_document("-p|Le serveur, un modèle loué au mois par un client étranger, "
                    "recevait depuis plu…\n+l|" LEAD "\n+p|" BODY "\n+p|" OTHER "\n");
    assert_document("+l|" LEAD "\n+p|" BODY "\n+p|" OTHER
                    "\n-p|Ce n’est pas la première fois que la piste mène [...]\n");
}

static void
a_dateline_does_not_count(void **state)
{
    (void)state;
    assert_document("-p|BRUXELLES, 4 novembre (Belga) – " LEAD "\n+l|" LEAD "\n+p|" BODY
                    "\n");
    assert_document("+l|" LEAD "\n-p|Genève, 2 sept. (Keystone-ATS). – " LEAD
                    "\n+p|" BODY "\n");
}

static void
a_body_that_stands_twice_goes_with_its_headings(void **state)
{
    (void)state;
    assert_document("+l|" LEAD "\n+h|La suite\n+p|Rien.\n+p|" BODY "\n+p|" OTHER
                    "\n-p|" LEAD "\n-h|La suite\n-p|Rien.\n-p|" BODY "\n-p|" OTHER
                    "\n");
}

static void
pull_quotes_go(void **state)
{
    (void)state;
    document d = assert_document(
        "+l|" LEAD "\n+p|" BODY
        "\n-p|Les enquêteurs espèrent y trouver la trace de ses auteurs.\n+p|" OTHER
        "\n");
    assert_int_equal(d.dedup.copies.items[0].kind, DBN_COPY_CONTAINED);
    assert_document(
        "-p|« Une licence, c’est comme une source qu’on ne voit qu’une fois "
        "tarie »\n+p|« Une licence, c’est comme une source qu’on ne voit "
        "qu’une fois tarie », philosophe le maire, qui en a vu d’autres.\n");
}

static void
the_better_print_stays(void **state)
{
    (void)state;
    assert_document(
        "-p|UNE ENTREPRISE INSTALLEE EN BELGIQUE A DEBRANCHE JEUDI UNE "
        "MACHINE QUI SERVAIT DE RELAIS AU MALICIEL\n+p|Une entreprise "
        "installée en Belgique a débranché jeudi une machine qui servait de "
        "relais au maliciel.\n+p|" BODY "\n");
    assert_document(
        "-p|Une entreprise installee en Belgique a debranche jeudi une "
        "machine qui servait de relais au maliciel.\n+p|Une entreprise "
        "installée en Belgique a débranché jeudi une machine qui servait de "
        "relais au maliciel.\n+p|" BODY "\n");
    assert_document("-p|Le serveur, un modèle 1oué au mois par un client étranger, "
                    "recevaít depuis plusicurs semaines les données dérohées. Il se "
                    "trouvait près de Bruxellcs.\n+l|" LEAD "\n+p|" BODY "\n+p|" OTHER
                    "\n+p|Depuis plusieurs semaines, un client étranger recevait les "
                    "factures du serveur loué à Bruxelles.\n");
}

static void
the_more_complete_stays(void **state)
{
    (void)state;
    assert_document(
        "-p|Le serveur, un modèle loué au mois par un client, recevait depuis "
        "plusieurs semaines les données dérobées. Il se trouvait près de "
        "Bruxelles.\n+l|" LEAD "\n+p|" BODY "\n");
}

static void
assert_contradiction(const char *lines, dbn_contradiction_kind kind, const char *a,
                     const char *b)
{
    document d = assert_document(lines);
    assert_int_equal(d.dedup.contradictions.count, 1);
    const dbn_contradiction *c = &d.dedup.contradictions.items[0];
    assert_int_equal(c->kind, kind);
    assert_true(
        dbn_span_equal(dbn_span_slice(d.records.view->text, c->a), dbn_span_of(a)));
    assert_true(
        dbn_span_equal(dbn_span_slice(d.records.view->text, c->b), dbn_span_of(b)));
}

static void
copies_that_contradict_stay_and_are_told(void **state)
{
    (void)state;
    assert_contradiction(
        "+p|L’accident a fait 12 morts et une trentaine de blessés dans la vallée.\n"
        "+p|L’accident a fait 13 morts et une trentaine de blessés dans la vallée.\n",
        DBN_CONTRADICTS_NUMBER, "12", "13");
    assert_contradiction(
        "+p|Les citoyens voteront le 24 septembre 2023, en même temps que le canton.\n"
        "+p|Les citoyens voteront le 26 novembre 2023, en même temps que le canton.\n",
        DBN_CONTRADICTS_DATE, "24 septembre 2023", "26 novembre 2023");
    assert_contradiction("+p|Le projet, a dit hier la présidente Françoise Aubert, "
                         "sera bientôt déposé.\n"
                         "+p|Le projet, a dit hier la présidente Françoise Imbert, "
                         "sera bientôt déposé.\n",
                         DBN_CONTRADICTS_NAME, "Aubert", "Imbert");
    document d = assert_document(
        "+p|La direction assure que le site ne sera pas fermé avant la fin du mois.\n"
        "+p|La direction assure que le site sera fermé avant la fin du mois.\n");
    assert_true(d.dedup.contradictions.count > 0);
    assert_int_equal(d.dedup.contradictions.items[0].kind, DBN_CONTRADICTS_NEGATION);
}

static void
the_same_number_in_words_is_no_contradiction(void **state)
{
    (void)state;
    document d = assert_document("+p|Par la vallée passent chaque jour 10.000 "
                                 "voyageurs, dont la moitié à vélo.\n"
                                 "-p|Par la vallée passent chaque jour 10 000 "
                                 "voyageurs, dont la moitié à vélo.\n");
    assert_int_equal(d.dedup.contradictions.count, 0);
}

static void
natural_repetition_stays(void **state)
{
    (void)state;
    /* labels, answers, stamps */
    assert_document("+p|Pour ou contre ?\n+p|" BODY "\n+p|Pour ou contre ?\n+p|" OTHER
                    "\n");
    assert_document("+p|— Non.\n+p|— Vous êtes sûr ?\n+p|— Non.\n+p|" BODY "\n");
    assert_document("+p|15 h. Pas de nouvelle alerte. Le niveau reste stable.\n+p|" BODY
                    "\n+p|16 h. Pas de nouvelle alerte. Le niveau reste stable.\n");
    /* a refrain */
    assert_document(
        "+p|Et la mer, la mer qui monte encore, disent les vieux du port.\n"
        "+p|" BODY
        "\n+p|Et la mer, la mer qui monte encore, disent les vieux du port.\n"
        "+p|" OTHER
        "\n+p|Et la mer, la mer qui monte encore, disent les vieux du port.\n");
    /* a quotation taken up and answered */
    assert_document(
        "+p|« Qui entre dans l’eau met les sauveteurs en danger », dit-elle.\n"
        "+p|Un nageur n’est pas d’accord. « Qui entre dans l’eau met les "
        "sauveteurs en danger ? Nous en avons tiré deux du courant. »\n");
    /* a heading, said again in the text */
    assert_document(
        "+t|Le serveur débranché\n+h|Il se trouvait près de Bruxelles\n+p|" BODY "\n");
}

static void
captions_go_but_never_survive(void **state)
{
    (void)state;
    assert_document("+c|" BODY "\n+l|" LEAD "\n");
    assert_document("-c|" BODY "\n+l|" LEAD "\n+p|" BODY "\n");
}

static void
other_survivors_can_be_asked_for(void **state)
{
    (void)state;
    document d;
    read_lines(&d, "-p|" LEAD " " BODY "\n+l|" LEAD "\n+p|" BODY "\n");
    assert_int_equal(find_copies(&d, DBN_SURVIVOR_LONGEST, french(), &job), DBN_OK);
    assert_false(is_gone(&d, 0));
    assert_true(is_gone(&d, 1));
    assert_true(is_gone(&d, 2));
}

static void
empty_documents_are_fine(void **state)
{
    (void)state;
    assert_document("");
    assert_document("+p|\n+p|…\n");
}

/* Every budget ends in a result or in a clean DBN_ERR_NOMEM. */
static void
every_budget_ends_well(void **state)
{
    (void)state;
    static const char lines[] =
        "-p|" LEAD " " BODY "\n+l|" LEAD "\n+p|" BODY "\n+p|" OTHER "\n-p|" LEAD "\n";
    bool done = false;
    for (size_t budget = 1; !done; budget = budget * 5 / 4 + 64) {
        document d;
        read_lines(&d, lines);
        dbn_job tight;
        dbn_job_init(&tight, budget);
        dbn_status status = find_copies(&d, DBN_SURVIVOR_FINEST, french(), &tight);
        assert_true(status == DBN_OK || status == DBN_ERR_NOMEM);
        done = status == DBN_OK;
        dbn_job_release(&tight);
        dbn_job_reset(&job);
        assert_true(budget < (size_t)1 << 30);
    }
}

/* ---- growth ---- */

/* ---- cuts inside a block ---- */

#define HEAD                                                                            \
    "Le conseil communal a voté mardi soir le budget de la place. La majorité parle " \
    "d’un effort juste."
#define REST                                                                           \
    "Le bourgmestre a quitté la salle avant la fin pour prendre le dernier train."

/* How much of the block `index` went; it must be its beginning. */
static uint32_t
cut_of(const document *d, uint32_t index)
{
    dbn_range range = d->records.blocks.items[index].range;
    for (uint32_t i = 0; i < d->dedup.fixes.count; i++)
        if (d->dedup.fixes.items[i].from == range.beg)
            return d->dedup.fixes.items[i].to - range.beg;
    return 0;
}

static void
a_lead_in_front_of_new_text_is_cut_out_there(void **state)
{
    (void)state;
    document d = assert_document(" l|" HEAD "\n"
                                 " p|Les pompiers et leurs collègues ont travaillé.\n"
                                 " p|" HEAD " " REST "\n");
    assert_int_equal(cut_of(&d, 2), strlen(HEAD) + 1);
    assert_int_equal(d.dedup.copies.count, 2);
    assert_int_equal(d.dedup.copies.items[1].kind, DBN_COPY_CONTAINED);
    assert_int_equal(dbn_range_len(d.dedup.copies.items[1].range), strlen(HEAD));
    /* right before, further down */
    d = assert_document(" p|Les pompiers et leurs collègues ont travaillé.\n"
                        " p|" HEAD "\n"
                        " p|" HEAD " " REST "\n");
    assert_int_equal(cut_of(&d, 2), strlen(HEAD) + 1);
    /* the rest stands on its own as well: it is said once */
    d = assert_document(" l|" HEAD "\n"
                        " p|Les pompiers et leurs collègues ont travaillé.\n"
                        " p|" HEAD " " REST "\n"
                        " p|Les citoyens du canton voteront en septembre.\n"
                        " p|Personne ne sait encore quand, ni sur quoi au juste.\n"
                        " p|La préfecture avait abaissé la vitesse autorisée.\n"
                        "-p|" REST "\n");
    assert_int_equal(cut_of(&d, 2), strlen(HEAD) + 1);
}

static void
other_fronts_are_not_cut(void **state)
{
    (void)state;
    /* one sentence is a pull quote, quotations are taken up, words differ */
    document d = assert_document(
        "-p|Le conseil communal a voté mardi soir le budget de la place.\n"
        " p|Les pompiers et leurs collègues ont travaillé.\n"
        " p|Le conseil communal a voté mardi soir le budget de la place. " REST "\n");
    assert_int_equal(cut_of(&d, 2), 0);
    d = assert_document(
        "-p|« Nous avons voté les yeux ouverts. Nos poches étaient vides, et le train "
        "partait. »\n"
        " p|Les pompiers et leurs collègues ont travaillé.\n"
        " p|« Nous avons voté les yeux ouverts. Nos poches étaient vides, et le train "
        "partait. » " REST "\n");
    assert_int_equal(cut_of(&d, 2), 0);
}

/* ---- words that share their 32 bits ---- */

typedef struct hashed {
    uint32_t hash, number;
} hashed;

static int
by_hash(const void *left, const void *right)
{
    const hashed *a = left, *b = right;
    return a->hash < b->hash ? -1 : a->hash > b->hash;
}

/* Two numbers of six digits whose tokens have the same hash. */
static void
find_collision(uint32_t *one, uint32_t *other)
{
    enum { FIRST = 100000, LAST = 999999 };
    static hashed all[LAST - FIRST + 1];
    for (uint32_t n = FIRST; n <= LAST; n++) {
        char text[8];
        int len = snprintf(text, sizeof text, "%u", n);
        dbn_token_look look =
            dbn_token_look_at((dbn_span){text, (size_t)len}, 0, french());
        all[n - FIRST] = (hashed){(uint32_t)(look.hash >> 32), n};
    }
    qsort(all, LAST - FIRST + 1, sizeof all[0], by_hash);
    for (uint32_t i = 1; i <= LAST - FIRST; i++)
        if (all[i].hash == all[i - 1].hash) {
            *one = all[i - 1].number;
            *other = all[i].number;
            return;
        }
    fail_msg("no two numbers share a hash");
}

static void
equal_hashes_are_no_equal_words(void **state)
{
    (void)state;
    uint32_t one = 0, other = 0;
    char lines[1024];
    find_collision(&one, &other);
    snprintf(lines, sizeof lines,
             " p|Le conseil a voté lundi soir un crédit de %u euros pour la place.\n"
             " p|La majorité parle d’un effort juste, l’opposition d’un plan obscur.\n"
             " p|Le conseil a voté lundi soir un crédit de %u euros pour la place.\n"
             "-p|Le conseil a voté lundi soir un crédit de %u euros pour la place.\n",
             one, other, one);
    document d = assert_document(lines);
    assert_int_equal(d.key.tokens.items[d.key.first[0] + 9].hash,
                     d.key.tokens.items[d.key.first[2] + 9].hash);
    assert_int_equal(d.dedup.contradictions.count, 1);
    /* nor inside blocks that differ otherwise */
    snprintf(lines, sizeof lines,
             " p|Le conseil a voté lundi soir un crédit de %u euros pour la place, "
             "après six heures de débat et trois suspensions de séance.\n"
             " p|La majorité parle d’un effort juste, l’opposition d’un plan obscur.\n"
             " p|Le conseil a adopté lundi soir un crédit de %u euros pour la place, "
             "après six heures de débat et trois suspensions de séance.\n",
             one, other);
    d = assert_document(lines);
    assert_int_equal(d.dedup.contradictions.count, 1);
}

typedef enum pile { PILE_EQUAL, PILE_DIFFERENT, PILE_SENTENCE } pile;

static void
compare_pile(uint32_t count, pile kind)
{
    static const char same[] = "Le conseil communal a voté mardi soir le budget de la "
                               "rénovation de la grande place. ";
    document d = {0};
    dbn_buffer text = {0};
    uint64_t seed = 1;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t beg = text.count;
        if (kind != PILE_DIFFERENT)
            assert_int_equal(dbn_vec_append(&job.arena, &text, same, sizeof same - 1),
                             DBN_OK);
        for (int k = 0; k < 12 && kind != PILE_EQUAL; k++) {
            char word[16];
            seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407U;
            int len = snprintf(word, sizeof word, "mot%u ", (uint32_t)(seed >> 40));
            assert_int_equal(dbn_vec_append(&job.arena, &text, word, (uint32_t)len),
                             DBN_OK);
        }
        dbn_block block = {.range = {beg, text.count}, .parent = DBN_NONE};
        assert_int_equal(dbn_vec_push(&job.arena, &d.records.blocks, block), DBN_OK);
    }
    assert_int_equal(
        dbn_view_source(&d.records.view, (dbn_span){text.items, text.count}, &job),
        DBN_OK);
    assert_int_equal(find_copies(&d, DBN_SURVIVOR_FINEST, french(), &job), DBN_OK);
    assert_int_equal(d.dedup.fixes.count, kind == PILE_EQUAL ? count - 1 : 0);
    dbn_job_reset(&job);
}

/* One big block, and all its sentences again as blocks of their own, every fourth with
 * another number in it, which contradicts. */
static void
compare_parts(uint32_t count)
{
    document d = {0};
    dbn_buffer text = {0};
    for (int pass = 0; pass < 2; pass++) {
        uint32_t beg = text.count;
        for (uint32_t i = 0; i < count; i++) {
            char one[160];
            int len = snprintf(one, sizeof one,
                               "Le mot%x%u de la rue%x et la place%x vaut %u euros%x. ",
                               i * 2654435761U, i, i * 40503U, i * 2246822519U,
                               pass == 1 && i % 4 == 0 ? i + 7 : i, i * 3266489917U);
            if (pass == 1)
                beg = text.count;
            assert_int_equal(dbn_vec_append(&job.arena, &text, one, (uint32_t)len),
                             DBN_OK);
            dbn_block block = {.range = {beg, text.count}, .parent = DBN_NONE};
            if (pass == 1 || i + 1 == count)
                assert_int_equal(dbn_vec_push(&job.arena, &d.records.blocks, block),
                                 DBN_OK);
        }
    }
    assert_int_equal(
        dbn_view_source(&d.records.view, (dbn_span){text.items, text.count}, &job),
        DBN_OK);
    assert_int_equal(find_copies(&d, DBN_SURVIVOR_FINEST, french(), &job), DBN_OK);
    dbn_job_reset(&job);
}

/* These end within seconds, sanitizers and all; were the time of all pairs of blocks
 * spent, it would be hours. */
static void
one_big_block_costs_what_its_parts_do(void **state)
{
    (void)state;
    compare_parts(20000);
}

static void
time_grows_with_the_text(void **state)
{
    (void)state;
    for (pile kind = PILE_EQUAL; kind <= PILE_SENTENCE; kind++)
        compare_pile(100000, kind);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(exact_copies_go_and_the_first_stays, reset),
        cmocka_unit_test_teardown(a_block_that_glues_two_goes, reset),
        cmocka_unit_test_teardown(what_a_refrain_hid_goes_once_it_is_none, reset),
        cmocka_unit_test_teardown(a_glued_block_may_be_edited, reset),
        cmocka_unit_test_teardown(finer_structure_stays, reset),
        cmocka_unit_test_teardown(sentences_may_stand_in_another_order, reset),
        cmocka_unit_test_teardown(what_is_cut_off_goes, reset),
        cmocka_unit_test_teardown(a_dateline_does_not_count, reset),
        cmocka_unit_test_teardown(a_body_that_stands_twice_goes_with_its_headings,
                                  reset),
        cmocka_unit_test_teardown(pull_quotes_go, reset),
        cmocka_unit_test_teardown(the_better_print_stays, reset),
        cmocka_unit_test_teardown(the_more_complete_stays, reset),
        cmocka_unit_test_teardown(copies_that_contradict_stay_and_are_told, reset),
        cmocka_unit_test_teardown(the_same_number_in_words_is_no_contradiction, reset),
        cmocka_unit_test_teardown(natural_repetition_stays, reset),
        cmocka_unit_test_teardown(captions_go_but_never_survive, reset),
        cmocka_unit_test_teardown(other_survivors_can_be_asked_for, reset),
        cmocka_unit_test_teardown(empty_documents_are_fine, reset),
        cmocka_unit_test_teardown(every_budget_ends_well, reset),
        cmocka_unit_test_teardown(a_lead_in_front_of_new_text_is_cut_out_there, reset),
        cmocka_unit_test_teardown(other_fronts_are_not_cut, reset),
        cmocka_unit_test_teardown(equal_hashes_are_no_equal_words, reset),
        cmocka_unit_test_teardown(time_grows_with_the_text, reset),
        cmocka_unit_test_teardown(one_big_block_costs_what_its_parts_do, reset),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
