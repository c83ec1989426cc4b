/*
 * tests/unit/xliff_samples.h - files of XLIFF 2, and the rules of its core that they
 * break; for exchange.c, which says what a sample is.
 */
#ifndef DBN_TESTS_UNIT_XLIFF_SAMPLES_H
#define DBN_TESTS_UNIT_XLIFF_SAMPLES_H

#define XLIFF                                                                          \
    "<xliff xmlns='urn:oasis:names:tc:xliff:document:2.0' version='2.1' "              \
    "srcLang='fr' trgLang='nl-BE' "                                                    \
    "xmlns:mtc='urn:oasis:names:tc:xliff:matches:2.0' "                                \
    "xmlns:gls='urn:oasis:names:tc:xliff:glossary:2.0' "                               \
    "xmlns:fs='urn:oasis:names:tc:xliff:fs:2.0' xmlns:own='urn:own'>"

/* A file around one unit, one segment, one source. */
#define FILE(content)    XLIFF "<file id='f'>" content "</file></xliff>"
#define UNIT(content)    FILE("<unit id='u'>" content "</unit>")
#define SEGMENT(content) UNIT("<segment>" content "</segment>")
#define SOURCE(content)  SEGMENT("<source>" content "</source>")
#define DATA             "<originalData><data id='d'>b</data></originalData>"
#define FIXED            "canCopy='no' canDelete='no' "

static const struct sample {
    const char *rules, *file; /* "": accepted */
} xliff[] = {
    {"", SOURCE("Le <pc id='1'>camion</pc> est<ph id='2'/> là.")},
    {"", SEGMENT("<source>a</source><target>b</target>")},
    {"", FILE("<own:note id='x'>1</own:note><unit id='u' own:state='new'>"
              "<segment><source>a</source></segment></unit>")},
    {"element-missing", XLIFF "</xliff>"},
    {"element-unknown element-misplaced", SOURCE("<b>a</b>")},
    {"element-misplaced", SEGMENT("<source>a</source><source>b</source>")},
    {"element-misplaced", UNIT("<segment><source>a</source></segment><notes><note>n"
                               "</note></notes>")},
    {"text-misplaced", UNIT("a<segment><source>b</source></segment>")},
    {"attribute-unknown", SEGMENT("<source dir='rtl'>a</source>")},
    {"attribute-unknown", SEGMENT("<source own:state='x'>a</source>")},
    {"attribute-missing", SOURCE("<ph/>")},
    {"attribute-value", SOURCE("<ph id='a b'/>")},
    {"attribute-value", SOURCE("<pc id='1' type='bold'>a</pc>")},
    {"attribute-value", UNIT("<segment state='done'><source>a</source></segment>")},
    {"id-unique", SOURCE("<ph id='1'/><ph id='1'/>")},
    {"id-unique", UNIT("<segment id='s'><source>a</source></segment>"
                       "<ignorable id='s'><source> </source></ignorable>")},
    {"", SEGMENT("<source><ph id='1'/></source><target><ph id='1'/></target>")},
    {"data-unknown", SOURCE("<ph id='1' dataRef='d'/>")},
    {"", UNIT(DATA "<segment><source><ph id='1' dataRef='d'/></source></segment>")},
    {"copy-unknown", SOURCE("<ph id='1' copyOf='9'/>")},
    {"copy-forbidden", SOURCE("<ph id='1' canCopy='no'/><ph id='2' copyOf='1'/>")},
    {"copy-with-data", UNIT(DATA "<segment><source><ph id='1'/><ph id='2' copyOf='1' "
                                 "dataRef='d'/></source></segment>")},
    {"subflow-unknown", SOURCE("<ph id='1' subFlows='u v'/>")},
    {"fragment-syntax", SOURCE("<mrk id='1' type='own:x' ref='#u=u/f=f/1'>a</mrk>")},
    {"fragment-syntax", SOURCE("<mrk id='1' type='own:x' ref='#z=9'>a</mrk>")},
    {"fragment-prefix", SOURCE("<mrk id='1' type='own:x' ref='#zz=9'>a</mrk>")},
    {"fragment-unknown", SOURCE("<mrk id='1' type='own:x' ref='#9'>a</mrk>")},
    {"", SOURCE("<mrk id='1' type='own:x' ref='#/f=f/u=u/1'>a</mrk>")},
    {"", SOURCE("<mrk id='1' type='term' ref='http://example.org/#1/2'>a</mrk>")},
    {"skeleton-empty", FILE("<skeleton/><unit id='u'><segment><source>a</source>"
                            "</segment></unit>")},
    {"skeleton-both", FILE("<skeleton href='p'>a</skeleton><unit id='u'><segment>"
                           "<source>a</source></segment></unit>")},
    {"segment-missing", UNIT("<ignorable><source> </source></ignorable>")},
    {"substate-alone", UNIT("<segment subState='a:b'><source>a</source></segment>")},
    {"subtype-alone", SOURCE("<ph id='1' subType='xlf:lb'/>")},
    {"subtype-value", SOURCE("<ph id='1' type='ui' subType='xlf:lb'/>")},
    {"", SOURCE("<ph id='1' type='fmt' subType='xlf:lb'/>")},
    {"target-language-missing",
     "<xliff xmlns='urn:oasis:names:tc:xliff:document:2.0' version='2.0' srcLang='fr'>"
     "<file id='f'><unit id='u'><segment><source>a</source><target>b</target></segment>"
     "</unit></file></xliff>"},
    {"language-differs", SEGMENT("<source>a</source><target xml:lang='nl'>b</target>")},
    {"",
     SEGMENT("<source xml:lang='FR'>a</source><target xml:lang='nl-be'>b</target>")},
    {"space-differs",
     SEGMENT("<source xml:space='preserve'>a</source><target>b</target>")},
    {"order-value", SEGMENT("<source>a</source><target order='2'>b</target>")},
    {"order-taken", UNIT("<segment><source>a</source><target order='2'>a</target>"
                         "</segment><segment><source>b</source><target>b</target>"
                         "</segment>")},
    {"code-lost", SEGMENT("<source><ph id='1' canDelete='no'/></source><target/>")},
    {"codes-reordered",
     SEGMENT("<source><ph id='1' " FIXED "canReorder='firstNo'/><ph id='2' " FIXED
             "canReorder='no'/></source><target><ph id='2' " FIXED "/><ph id='1' " FIXED
             "canReorder='firstNo'/></target>")},
    {"", SEGMENT("<source><pc id='1' " FIXED "canReorder='firstNo'>a</pc>b</source>"
                 "<target>b<pc id='1' " FIXED "canReorder='firstNo'>a</pc></target>")},
    {"cp-useless", SOURCE("<cp hex='0041'/>")},
    {"", SOURCE("<cp hex='0007'/>")},
    {"reorder-free", SOURCE("<ph id='1' canReorder='firstNo'/>")},
    {"reorder-first", SOURCE("<ph id='1' " FIXED "canReorder='no'/>")},
    {"code-open", SOURCE("<sc id='1'/>a")},
    {"", SOURCE("<sc id='1' isolated='yes'/>a")},
    {"", SOURCE("<sc id='1'/>a<ec startRef='1'/>")},
    {"code-isolated", SOURCE("<sc id='1' isolated='yes'/>a<ec startRef='1'/>")},
    {"end-unknown", SOURCE("a<ec startRef='1'/>")},
    {"end-alone end-named", SOURCE("a<ec id='1'/>")},
    {"end-differs", SOURCE("<sc id='1' canDelete='no'/>a<ec startRef='1'/>")},
    {"attribute-unknown", SOURCE("<sc id='1'/>a<ec startRef='1' fs:fs='b'/>")},
    {"mark-open", SOURCE("<sm id='1' translate='no'/>a")},
    {"mark-unknown", SOURCE("a<em startRef='1'/>")},
    {"", SOURCE("<sm id='1' translate='no'/>a<em startRef='1'/>")},
    {"comment-empty", SOURCE("<mrk id='1' type='comment'>a</mrk>")},
    {"comment-note", SOURCE("<mrk id='1' type='comment' ref='#1'>a</mrk>")},
    {"comment-both",
     UNIT("<notes><note id='n'>x</note></notes><segment><source><mrk id='1' "
          "type='comment' value='y' ref='#n=n'>a</mrk></source></segment>")},
    {"", UNIT("<notes><note id='n'>x</note></notes><segment><source><mrk id='1' "
              "type='comment' ref='#n=n'>a</mrk></source></segment>")},
    /* While targets are missing, an end may be in one of them. */
    {"", UNIT("<segment><source><sc id='1'/>a</source><target><sc id='1'/>a</target>"
              "</segment><segment><source>b<ec startRef='1'/></source></segment>")},
    {"", UNIT("<segment><source><sm id='1' type='own:x'/>a</source><target><sm id='1' "
              "type='own:x'/>a</target></segment><segment><source>b<em startRef='1'/>"
              "</source></segment>")},
    /* A code that is isolated and comes first in a fixed order. */
    {"",
     SEGMENT("<source><ph id='9'/><ec id='1' isolated='yes' " FIXED
             "canReorder='firstNo'/><ph id='2' " FIXED "canReorder='no'/></source>"
             "<target><ph id='9'/><ec id='1' isolated='yes' " FIXED
             "canReorder='firstNo'/><ph id='2' " FIXED "canReorder='no'/></target>")},
    {"code-lost", SEGMENT("<source>a<ec id='1' isolated='yes' canDelete='no'/></source>"
                          "<target>a</target>")},
    /* What a skeleton holds is nobody's business. */
    {"",
     FILE("<skeleton><own:page><unit xmlns='urn:oasis:names:tc:xliff:document:2.0' "
          "id='u'><segment><source>a</source></segment></unit></own:page></skeleton>"
          "<unit id='u'><segment><source>a</source></segment></unit>")},
    {"",
     "<xliff xmlns='urn:oasis:names:tc:xliff:document:2.2' version='2.2' srcLang='fr'>"
     "<file id='f'><unit id='u'><segment><source>a</source></segment></unit></file>"
     "</xliff>"},
    {"", UNIT("<mtc:matches><mtc:match ref='#s'><source>a</source><target>b</target>"
              "</mtc:match></mtc:matches><segment id='s'><source><sc id='1'/>a</source>"
              "<target><sc id='1'/>a</target></segment><segment><source>b"
              "<ec startRef='1'/></source></segment>")},
    /* A candidate has codes of its own; what it is for is in the unit. */
    {"", UNIT("<mtc:matches><mtc:match ref='#m'><source><ph id='1'/></source><target>"
              "<ph id='1'/></target></mtc:match></mtc:matches><segment><source>"
              "<mrk id='m' type='own:x'>a<ph id='1'/></mrk></source></segment>")},
    {"attribute-value", UNIT("<mtc:matches><mtc:match ref='#s' similarity='101'>"
                             "<source>a</source><target>b</target></mtc:match>"
                             "</mtc:matches><segment id='s'><source>a</source>"
                             "</segment>")},
    {"version-differs",
     "<xliff xmlns='urn:oasis:names:tc:xliff:document:2.0' version='2.2' srcLang='fr'>"
     "<file id='f'><unit id='u'><segment><source>a</source></segment></unit></file>"
     "</xliff>"},
    {"target-missing", UNIT("<segment state='final'><source>a</source></segment>")},
    {"", UNIT("<segment state='initial'><source>a</source></segment>")},
    {"half-missing", SOURCE("<pc id='1' equivEnd='x'>a</pc>")},
    {"code-differs",
     SEGMENT("<source><ph id='1'/></source><target><pc id='1'>a</pc></target>")},
    {"", SEGMENT("<source><pc id='1'>a</pc></source><target><sc id='1'/>b"
                 "<ec startRef='1'/></target>")},
    {"attribute-unknown", SOURCE("<sc id='1'/>a<ec startRef='1' dir='ltr'/>")},
    {"attribute-unknown profile-missing",
     SOURCE("<mrk id='1' type='a:b' "
            "xmlns:slr='urn:oasis:names:tc:xliff:sizerestriction:"
            "2.0' slr:equivStorage='1'>a</mrk>")},
};

#endif
