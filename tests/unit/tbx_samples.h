/*
 * tests/unit/tbx_samples.h - files of TBX, and the rules that they break; for
 * exchange.c, which says what a sample is.
 */
#ifndef DBN_TESTS_UNIT_TBX_SAMPLES_H
#define DBN_TESTS_UNIT_TBX_SAMPLES_H

#define TBX_OF(type, style, content)                                                   \
    "<tbx xmlns='urn:iso:std:iso:30042:ed-2' "                                         \
    "xmlns:min='http://www.tbxinfo.net/ns/min' "                                       \
    "xmlns:basic='http://www.tbxinfo.net/ns/basic' type='" type "' style='" style "' " \
    "xml:lang='en'><tbxHeader><fileDesc><sourceDesc><p>a</p></sourceDesc></fileDesc>"  \
    "</tbxHeader><text><body>" content "</body></text></tbx>"
#define TBX(content)     TBX_OF("TBX-Basic", "dca", content)
#define CONCEPT(content) "<conceptEntry>" content "</conceptEntry>"
#define FRENCH(content)                                                                \
    "<langSec xml:lang='fr'><termSec>" content "</termSec></langSec>"
#define TERM "<term>pont</term>"
#define MARTIF(content)                                                                \
    "<martif type='TBX-Basic' xml:lang='en'><martifHeader><fileDesc><sourceDesc><p>a"  \
    "</p></sourceDesc></fileDesc></martifHeader><text><body>" content                  \
    "</body></text></martif>"
#define ENTRY(content) "<termEntry>" content "</termEntry>"
#define TIG(content)   "<langSet xml:lang='fr'><tig>" content "</tig></langSet>"
#define NTIG(content)                                                                  \
    "<langSet xml:lang='fr'><ntig><termGrp>" content "</termGrp></ntig></langSet>"

static const struct sample tbx[] = {
    /* version 3, attributes */
    {"", TBX(CONCEPT(FRENCH(TERM)))},
    {"",
     TBX("<conceptEntry id='c1'><descrip type='subjectField'>a</descrip>" FRENCH(
         TERM
         "<termNote type='partOfSpeech'>noun</termNote>"
         "<termNote type='administrativeStatus'>preferredTerm-admn-sts"
         "</termNote><descrip type='context'>b</descrip>"
         "<ref type='crossReference' target='c1'>c</ref>"
         "<xref type='xGraphic' target='https://e.example/a.png'>d</xref>") "</"
                                                                            "conceptEnt"
                                                                            "ry>")},
    {"", TBX(CONCEPT("<descripGrp><descrip type='definition'>a</descrip>"
                     "<admin type='source'>b</admin></descripGrp>"
                     "<transacGrp><transac type='transactionType'>origination</transac>"
                     "<transacNote type='responsibility'>c</transacNote>"
                     "<date>2026-11-30</date></transacGrp>" FRENCH(TERM)))},
    {"", TBX(CONCEPT(FRENCH("<term>p<hi>o</hi>nt</term><note>a <foreign xml:lang='nl'>"
                            "brug</foreign></note>")))},
    {"",
     TBX(CONCEPT(FRENCH(TERM)) "<conceptEntry><langSec xml:lang='nl'><termSec><term>"
                               "brug</term></termSec></langSec></conceptEntry>")},
    {"element-missing", TBX("")},
    {"element-missing", TBX(CONCEPT(""))},
    {"element-missing", TBX(CONCEPT("<langSec xml:lang='fr'></langSec>"))},
    {"element-missing", TBX(CONCEPT(FRENCH("")))},
    {"element-misplaced element-missing", TBX(CONCEPT(FRENCH("<note>a</note>" TERM)))},
    {"element-misplaced", TBX(CONCEPT(FRENCH(TERM TERM)))},
    {"element-misplaced element-missing category-level",
     TBX(CONCEPT("<termNote type='partOfSpeech'>noun</termNote>" FRENCH(TERM)))},
    {"element-misplaced", TBX(CONCEPT(FRENCH(TERM) "<note>a</note>"))},
    {"element-unknown element-misplaced", TBX(CONCEPT(FRENCH(TERM "<tig/>")))},
    {"text-misplaced", TBX(CONCEPT("a" FRENCH(TERM)))},
    {"attribute-missing",
     TBX(CONCEPT("<langSec><termSec>" TERM "</termSec></langSec>"))},
    {"attribute-missing", TBX(CONCEPT(FRENCH(TERM "<admin>a</admin>")))},
    {"attribute-missing", TBX(CONCEPT(FRENCH(TERM "<xref type='xGraphic'>a</xref>")))},
    {"attribute-value", TBX_OF("TBX-Basic", "xml", CONCEPT(FRENCH(TERM)))},
    {"attribute-value",
     TBX(CONCEPT("<langSec xml:lang='f r'><termSec>" TERM "</termSec></langSec>"))},
    {"attribute-unknown",
     TBX("<conceptEntry lang='fr'>" FRENCH(TERM) "</conceptEntry>")},
    {"id-unique", TBX("<conceptEntry id='a'>" FRENCH(
                      TERM) "</conceptEntry>"
                            "<conceptEntry id='a'>" FRENCH(TERM) "</conceptEntry>")},
    {"term-empty", TBX(CONCEPT(FRENCH("<term> </term>")))},
    {"term-empty", TBX(CONCEPT(FRENCH("<term/>")))},
    {"language-taken", TBX(CONCEPT(FRENCH(TERM) FRENCH(TERM)))},
    {"reference-unknown",
     TBX(CONCEPT(FRENCH(TERM "<ref type='crossReference' target='c9'>a</ref>")))},
    {"style-differs", TBX(CONCEPT(FRENCH(TERM "<min:partOfSpeech>noun"
                                              "</min:partOfSpeech>")))},
    {"style-differs",
     TBX_OF("TBX-Basic", "dct",
            CONCEPT(FRENCH(TERM "<termNote type='partOfSpeech'>noun</termNote>")))},
    {"category-unknown", TBX(CONCEPT(FRENCH(TERM "<admin type='mood'>a</admin>")))},
    {"category-unknown",
     TBX(CONCEPT(FRENCH(TERM "<admin type='partOfSpeech'>noun</admin>")))},
    {"category-unknown",
     TBX_OF("TBX-Min", "dca",
            CONCEPT(FRENCH(TERM "<descrip type='context'>a</descrip>")))},
    {"category-unknown",
     TBX_OF("TBX-Core", "dca",
            CONCEPT("<descrip type='subjectField'>a</descrip>" FRENCH(TERM)))},
    {"",
     TBX_OF("TBX-Ours", "dca", CONCEPT(FRENCH(TERM "<admin type='mood'>a</admin>")))},
    {"category-level",
     TBX(CONCEPT(FRENCH(TERM "<descrip type='subjectField'>a</descrip>")))},
    {"category-level",
     TBX(CONCEPT("<descrip type='context'>a</descrip>" FRENCH(TERM)))},
    {"category-value",
     TBX(CONCEPT(FRENCH(TERM "<termNote type='partOfSpeech'>nom</termNote>")))},
    {"category-value",
     TBX(CONCEPT(FRENCH(TERM "<termNote type='grammaticalGender'/>")))},
    {"date-value", TBX(CONCEPT("<transacGrp><transac type='transactionType'>"
                               "origination</transac><date>monday</date>"
                               "</transacGrp>" FRENCH(TERM)))},
    {"", TBX_OF("TBX-Linguist", "dca",
                CONCEPT(FRENCH(TERM "<termNote type='register'>technicalRegister"
                                    "</termNote><termNote type='own'>a</termNote>")))},
    {"category-value",
     TBX_OF("TBX-Linguist", "dca",
            CONCEPT(FRENCH(TERM "<termNote type='register'>posh</termNote>")))},
    {"category-level",
     TBX_OF("TBX-Linguist", "dct",
            CONCEPT("<l:frequency xmlns:l='http://www.tbxinfo.net/ns/linguist'>"
                    "rarelyUsed</l:frequency>" FRENCH(TERM)))},
    /* version 3, elements */
    {"", TBX_OF("TBX-Basic", "dct",
                CONCEPT("<min:subjectField>a</min:subjectField>" FRENCH(
                    TERM "<min:partOfSpeech>noun</min:partOfSpeech>"
                         "<basic:context>b</basic:context>")))},
    {"category-value",
     TBX_OF("TBX-Min", "dct",
            CONCEPT(FRENCH(TERM "<min:partOfSpeech>nom</min:partOfSpeech>")))},
    {"category-unknown",
     TBX_OF("TBX-Min", "dct",
            CONCEPT(FRENCH(TERM "<basic:context>b</basic:context>")))},
    {"category-level",
     TBX_OF("TBX-Basic", "dct",
            CONCEPT("<basic:context>b</basic:context>" FRENCH(TERM)))},
    {"element-unknown category-unknown",
     TBX_OF("TBX-Basic", "dct", CONCEPT(FRENCH(TERM "<min:mood>b</min:mood>")))},
    /* version 2 */
    {"", MARTIF(ENTRY(TIG(TERM)))},
    {"", MARTIF(ENTRY("<descrip type='subjectField'>a</descrip>" NTIG(
             TERM "<termNote type='partOfSpeech'>noun</termNote>")))},
    {"", MARTIF(ENTRY(NTIG(TERM "<termCompList type='lemma'><termComp>pont</termComp>"
                                "</termCompList>")))},
    {"element-missing", MARTIF(ENTRY("<langSet xml:lang='fr'/>"))},
    {"element-misplaced element-missing", MARTIF(ENTRY(TIG("<note>a</note>" TERM)))},
    {"element-misplaced",
     MARTIF(ENTRY(TIG(TERM "<note>a</note><termNote "
                           "type='partOfSpeech'>noun</termNote>")))},
    {"element-unknown element-misplaced element-missing",
     MARTIF("<conceptEntry/>" ENTRY(TIG(TERM)))},
    {"attribute-missing", MARTIF(ENTRY("<langSet><tig>" TERM "</tig></langSet>"))},
    {"language-taken", MARTIF(ENTRY(TIG(TERM) TIG(TERM)))},
    {"term-empty", MARTIF(ENTRY(TIG("<term/>")))},
    {"category-value",
     MARTIF(ENTRY(TIG(TERM "<termNote type='partOfSpeech'>nom</termNote>")))},
    {"category-level", MARTIF(ENTRY(TIG(TERM "<descrip type='subjectField'>a"
                                             "</descrip>")))},
    {"reference-unknown",
     MARTIF(ENTRY(TIG(TERM "<ref type='crossReference' target='x'>a</ref>")))},
};

#endif
