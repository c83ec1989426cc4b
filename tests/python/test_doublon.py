"""The Python package as its users meet it: python3 -m unittest test_doublon.

DOUBLON_CORPORA names corpora/. What needs pyarrow or duckdb is skipped where they are
not installed, and fails there with DOUBLON_ALL set.
"""

import gc
import os
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

import doublon

CORPORA = Path(os.environ["DOUBLON_CORPORA"])
FOUNDING = CORPORA / "fr" / "serveur-duqu" / "page.html"

LEAD = "Le pont de Visé est fermé depuis lundi, après le choc d’un camion trop haut."
BODY = "La réparation prendra trois semaines, selon la commune, qui prévoit une navette."
PAGE = f"<h1>Visé</h1><p>🚧 {LEAD}</p><p>{BODY}</p><p>{LEAD}</p>"


def optional(name):
    try:
        return __import__(name)
    except ImportError:
        if os.environ.get("DOUBLON_ALL"):
            raise
        raise unittest.SkipTest(f"{name} is not installed") from None


class Dedup(unittest.TestCase):
    OTHER = "Un renard a traversé le marché sous les yeux des maraîchers, qui en ont ri."

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.list = Path(folder.name) / "furniture.tsv"

    def test_copies_stand_where_they_say(self):
        records = [
            {"id": "a", "date": "2024-05-06", "text": f"🚧 Visé.\n\n{LEAD}"},
            {"id": "b", "date": "2024-05-07", "text": f"🚧 {self.OTHER}\n\n{LEAD}", "n": [1]},
        ]
        with doublon.dedup(iter(records), unit="paragraph") as found:
            self.assertEqual((found.counts["documents"], found.counts["copies"]), (2, 1))
            first, second = found
        self.assertEqual((first.id, second.id), ("a", "b"))
        (copy,) = second.copies
        self.assertEqual(records[1]["text"][copy.start : copy.end], LEAD)
        self.assertEqual((copy.partner, copy.unit, copy.score), ("a", "paragraph", 1.0))
        self.assertEqual((copy.relation, copy.survivor), ("copy", False))
        self.assertTrue(first.copies[0].survivor)
        self.assertTrue(0 < second.repeated < 1 and second.kept == 1.0)
        self.assertEqual({**second.record, "doublon": 0}, {**records[1], "doublon": 0})

    def test_lines_are_those_of_the_command(self):
        (found,) = doublon.dedup([{"id": "é", "text": "Un texte."}])
        self.assertEqual(
            found.line,
            '{"id":"é","text":"Un texte.","doublon":{"schema":1,"version":"%s","key_version"'
            ':1,"copies":[],"contradictions":[],"shares":{"repeated":0.000,"kept":1}}}'
            % doublon.__version__,
        )

    def test_records_of_every_kind(self):
        articles = doublon.clean_many([doublon.Document(PAGE, id="page")])
        page = doublon.Document(f"<p>{LEAD}</p><p>{BODY}</p>", id="h", kind="html")
        found = list(doublon.dedup([*articles, LEAD, BODY.encode(), page]))
        self.assertEqual([f.error for f in found], [None] * 4)
        self.assertEqual([f.id for f in found], ["page", None, None, "h"])
        self.assertTrue(all(f.copies for f in found))
        for copy in found[3].copies:
            self.assertIn(page.data[copy.start : copy.end][:10], (LEAD[:10], BODY[:10]))

    def test_copies_are_removed(self):
        found = list(doublon.dedup([BODY, f"{LEAD}\n\n{BODY}"], mode="clean",
                                   survivor="first"))
        self.assertEqual([f.text for f in found], [BODY, LEAD])

    def test_what_cannot_be_compared_has_its_error(self):
        failed = [b"\xff", 3, {"id": "x"}, {"text": float("nan")}, {"text": {1}}]
        found = list(doublon.dedup([*failed, LEAD]))
        self.assertTrue(all(f.error for f in found[:-1]))
        self.assertEqual((found[-1].error, found[2].id), (None, "x"))
        self.assertEqual(list(doublon.dedup([])), [])

    def test_offsets_are_those_of_an_earlier_text(self):
        records = [{"id": i, "text": "<raw>", "doublon": {"text": f"é\n\n{LEAD}"}}
                   for i in ("a", "b")]
        for found in doublon.dedup(records, unit="paragraph", drop_input=True):
            self.assertEqual((found.copies[0].start, found.copies[0].end),
                             (3, 3 + len(LEAD)))

    def test_options_are_checked(self):
        for wrong in ({"unit": "page"}, {"near": 2}, {"survivor": "finest"}, {"unit": ()},
                      {"mode": "clean", "unit": "passage"}, {"match": ""}):
            with self.assertRaises(ValueError):
                doublon.dedup([LEAD], **wrong)

        def broken():
            yield LEAD
            raise KeyError("mine")

        with self.assertRaises(KeyError):
            doublon.dedup(broken())

    def test_furniture_is_learnt_and_left_out(self):
        shared = "Notre journal est aussi au kiosque."
        news = ["Le pont rouvre demain.", "La crue recule enfin.", "Un renard court.",
                "La neige fond déjà.", "Le maire signe."]
        doublon.dedup(
            [{"url": f"https://a.example/{i}", "text": f"{text}\n\n{shared}"}
             for i, text in enumerate(news)],
            learn_furniture=self.list,
        ).close()
        self.assertEqual(self.list.read_text().splitlines()[2:],
                         [f"a.example\t5\t5\t{shared}"])
        text = f"{LEAD}\n\n{shared}\n\n{BODY}"
        known = {"furniture": self.list, "url": "http://www.a.example/x"}
        self.assertEqual(doublon.clean(text, **known).text, f"{LEAD}\n\n{BODY}")
        self.assertEqual(doublon.clean(text, furniture=[self.list]).text, text)
        (article,) = doublon.clean_many(
            [doublon.Document(text, url="https://a.example/y")], furniture=self.list)
        self.assertEqual(article.text, f"{LEAD}\n\n{BODY}")
        self.list.write_text("# doublon furniture 1\nx\n")
        with self.assertRaisesRegex(doublon.Error, "^line 2: "):
            doublon.clean(text, **known)


class Archive(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = Path(self.folder.name) / "archive.dbn"

    def test_what_was_added_is_found_where_it_stood(self):
        with doublon.Archive(self.path) as archive:
            self.assertEqual(archive.query(f"🚧 {BODY}\n\n{LEAD}"), [])
            archive.add(LEAD, id="a", date="2024-05-06", url="https://a.example/1")
            archive.add(BODY, id="b")
        with doublon.Archive(self.path, "read") as archive:
            text = f"🚧 Dimanche, rien ne bougeait encore.\n\n{LEAD}"
            (hit,) = archive.query(text, lang="fr")
            self.assertEqual(text[hit.start : hit.end], LEAD)
            self.assertEqual((hit.partner, hit.date), ("a", "2024-05-06"))
            self.assertEqual(hit.url, "https://a.example/1")
            self.assertEqual((hit.partner_byte_start, hit.partner_byte_end),
                             (0, len(LEAD.encode())))
            self.assertTrue(hit.exact and not hit.estimated)
            self.assertEqual((hit.unit, hit.score), ("paragraph", 1.0))
            with self.assertRaises(doublon.Error):
                archive.remove("a")

    def test_what_looks_alike_is_estimated_or_verified(self):
        changed = BODY.replace("navette", "déviation")
        for store_text in (False, True):
            path = f"{self.path}-{store_text}"
            with doublon.Archive(path, store_text=store_text) as archive:
                archive.add(BODY, id="b")
                self.assertEqual(archive.flush(), doublon.Added(1, 1, 0))
                (hit,) = archive.query(changed, lang="fr")
                self.assertEqual((hit.estimated, hit.exact), (not store_text, False))
                self.assertGreater(hit.score, 0.8)

    def test_half_a_surrogate_pair_is_no_character(self):
        with doublon.Archive(self.path) as archive:
            archive.add(f"{LEAD} \ud83d", id="a\ud83d")
        with doublon.Archive(self.path) as archive:
            (hit, *_) = archive.query(f"\udc00\n\n{LEAD} \ufffd")
            self.assertEqual((hit.start, hit.exact), (3, True))
            self.assertEqual(hit.partner, "a\ufffd")
            self.assertEqual(archive.remove("a\ud83d"), 1)

    def test_it_is_looked_after(self):
        archive = doublon.Archive(self.path)
        archive.add(LEAD, id="a")
        archive.add(LEAD, id="a")
        self.assertEqual(archive.flush(), doublon.Added(1, 1, 1))
        self.assertEqual(archive.stats()["documents"], 1)
        self.assertEqual((archive.remove("a"), archive.remove("a")), (1, 0))
        archive.compact()
        archive.verify()
        self.assertEqual(archive.stats()["contents"], 0)
        archive.close()
        with self.assertRaises(ValueError):
            archive.query(LEAD)

    def test_other_files_are_refused(self):
        self.path.write_text("no archive at all" * 100)
        with self.assertRaisesRegex(doublon.Error, "not an archive"):
            doublon.Archive(self.path)
        with self.assertRaisesRegex(doublon.Error, "No such file"):
            doublon.Archive(f"{self.path}-none", "read")
        with self.assertRaises(ValueError):
            doublon.Archive(self.path, "append")


class Clean(unittest.TestCase):
    def test_the_founding_article(self):
        article = doublon.clean(FOUNDING.read_bytes())
        self.assertEqual(article.lang, "fr")
        self.assertEqual(article.byline, "Aurélien Castaing")
        self.assertEqual(article.function, "Rédacteur de la rubrique Sécurité")
        self.assertEqual(article.date, "2011-11-04T16:15:00+01:00")
        self.assertTrue(article.title.startswith("Duqu"))
        self.assertEqual(article.text.count(article.lead), 1)
        self.assertIn("covered", {copy.kind for copy in article.copies})
        self.assertEqual(article.findings[0].rule, "article.glued-word")
        self.assertIsNone(article.error)

    def test_what_else_a_page_says(self):
        page = (
            '<meta property="article:section" content="Régions">'
            '<meta property="article:tag" content="Meuse">'
            '<meta property="article:tag" content="ponts">'
            '<meta property="article:modified_time" content="2024-05-03T08:00:00+02:00">'
            '<link rel="canonical" href="https://exemple.be/vise">'
            '<meta name="tdm-reservation" content="1">'
            f'<article><h1>Visé</h1><figure><img src="é.jpg"><figcaption>Le pont, mardi.'
            f"</figcaption></figure><p>{LEAD}</p><p>{BODY}</p></article>"
        )
        article = doublon.clean(page)
        self.assertEqual(article.section, "Régions")
        self.assertEqual(article.tags, ["Meuse", "ponts"])
        self.assertEqual(article.modified, "2024-05-03T08:00:00+02:00")
        self.assertEqual(article.canonical, "https://exemple.be/vise")
        self.assertEqual(article.mining, "reserved")
        self.assertIsNone(article.access)
        self.assertIsNone(article.licence)
        (picture,) = article.pictures
        self.assertEqual(page[picture.start : picture.end], '<img src="é.jpg">')
        self.assertEqual(picture.caption, "Le pont, mardi.")
        self.assertIsNone(picture.credit)
        self.assertEqual(article.entries, [])

    def test_entries_of_a_live_page(self):
        page = (CORPORA / "fr" / "direct-crue" / "page.html").read_bytes()
        article = doublon.clean(page)
        self.assertGreaterEqual(len(article.entries), 3)
        for entry in article.entries:
            self.assertRegex(entry.time, r"\d\d:\d\d")
            self.assertLessEqual(entry.start, entry.text_start)
            self.assertLess(entry.text_start, entry.end)
            if entry.heading:
                self.assertIn(entry.heading, article.source[entry.start : entry.end])

    def test_offsets_are_code_points_of_what_was_given(self):
        article = doublon.clean(PAGE)
        paragraphs = [b for b in article.blocks if b.role in ("lead", "paragraph")]
        self.assertEqual(len(paragraphs), 3)
        for block in paragraphs:
            self.assertEqual(PAGE[block.start : block.end], block.text)
        self.assertEqual([b.removed for b in paragraphs].count(True), 1)
        removed = [c for c in article.copies if not c.survivor]
        self.assertEqual(len(removed), 1)
        copy = removed[0]
        self.assertIn(LEAD, PAGE[copy.start : copy.end])
        self.assertIn(LEAD, PAGE[copy.partner_start : copy.partner_end])
        self.assertGreaterEqual(copy.score, 0.9)
        self.assertIs(article.source, PAGE)

    def test_offsets_of_bytes_count_what_they_were_decoded_to(self):
        page = "<p>L’été à Liège a été chaud, et la Meuse très basse.</p>"
        article = doublon.clean(page.encode("windows-1252"), charset="windows-1252")
        self.assertEqual(article.charset, "windows-1252")
        self.assertEqual(article.source, page)
        block = article.blocks[0]
        self.assertEqual(article.source[block.start : block.end], block.text)

    def test_offsets_beyond_one_mark_of_the_index(self):
        page = "<!-- " + "é🚧x" * 1000 + f" --><p>{BODY}</p>" + "<!-- é -->" * 100
        block = doublon.clean(page).blocks[0]
        self.assertEqual(page[block.start : block.end], BODY)

    def test_half_a_surrogate_pair_keeps_offsets(self):
        page = f"<p>\ud83d {BODY}</p>"
        block = doublon.clean(page).blocks[0]
        self.assertIn(BODY, page[block.start : block.end])
        self.assertIn("\ufffd", block.text)

    def test_contradictions(self):
        a = LEAD.replace("trop haut", "trop haut, et 12 personnes sont blessées")
        b = a.replace("12", "13")
        page = f"<h1>Visé</h1><p>{a}</p><p>{BODY}</p><p>{b}</p>"
        found = doublon.clean(page).contradictions
        self.assertEqual([c.kind for c in found], ["number"])
        (c,) = found
        self.assertEqual({page[c.a_start : c.a_end], page[c.b_start : c.b_end]}, {"12", "13"})

    def test_options(self):
        self.assertEqual(doublon.clean(PAGE).text.count(LEAD), 1)
        self.assertEqual(doublon.clean(PAGE, skip=["repetition"]).text.count(LEAD), 2)
        self.assertEqual(doublon.clean(PAGE, extract="none").text.count("Visé\n"), 1)
        self.assertIn("Visé\n", doublon.clean(PAGE, keep="title,caption").text)
        self.assertEqual(doublon.clean(" l&#39;été ", only="encoding,unicode").text, " l'été ")
        self.assertEqual(doublon.clean(BODY, lang="nl").lang, "nl")
        for wrong in (
            {"extract": "some"},
            {"keep": ["nonsense"]},
            {"survivor": "best"},
            {"only": "spelling"},
            {"skip": ",".join(["encoding", "unicode", "extraction", "repetition", "layout"])},
            {"kind": "jsonl"},
        ):
            with self.subTest(wrong), self.assertRaises(ValueError):
                doublon.clean(PAGE, **wrong)
        with self.assertRaises(TypeError):
            doublon.clean(PAGE, colour="red")
        with self.assertRaises(TypeError):
            doublon.clean(7)

    def test_empty(self):
        for nothing in ("", b"", bytearray()):
            article = doublon.clean(nothing)
            self.assertEqual((article.text, article.blocks), ("", []))

    def test_what_is_refused_says_why_and_where(self):
        with self.assertRaises(doublon.Error) as caught:
            doublon.clean(b"\x00\x01\x02\x03" * 100)
        self.assertIn("not a text", str(caught.exception))
        self.assertEqual(caught.exception.offset, 0)
        with self.assertRaisesRegex(doublon.Error, "2 blocks"):
            doublon.clean("<p>a<p>b<p>c", max_blocks=2)

    def test_dates_with_and_without_a_time(self):
        html = '<meta property="article:published_time" content="{}"><p>' + BODY
        for value in ("2024-03-05", "2024-03-05T08:09:10-03:30", "2024-03-05T08:09"):
            with self.subTest(value):
                date = doublon.clean(html.format(value)).date
                self.assertTrue(date.startswith(value), date)

    def test_version_and_languages(self):
        self.assertRegex(doublon.__version__, r"^\d+\.\d+\.\d+$")
        self.assertIn("fr", doublon.languages())

    def test_articles_do_not_change(self):
        with self.assertRaises(AttributeError):
            doublon.clean(PAGE).text = ""


class CleanMany(unittest.TestCase):
    def test_order_and_failures(self):
        sources = []
        for i in range(60):
            page = f"<p>{BODY} {i}</p>" + PAGE * (i * 7 % 20)  # long and short in turn
            sources.append(doublon.Document(page, id=str(i)))
        sources[7] = b"\x00\x01\x02\x03" * 100
        sources[13] = 13
        articles = list(doublon.clean_many(sources, jobs=4))
        self.assertEqual(len(articles), 60)
        for i, article in enumerate(articles):
            if i in (7, 13):
                self.assertTrue(article.error)
                self.assertEqual(article.text, "")
            else:
                self.assertEqual((article.id, article.error), (str(i), None))
                self.assertEqual(article.text, doublon.clean(sources[i]).text)

    def test_same_as_one_by_one(self):
        pages = sorted(CORPORA.glob("*/*/page.html"))[:20]
        sources = [page.read_bytes() for page in pages]
        self.assertEqual(list(doublon.clean_many(sources)), [doublon.clean(s) for s in sources])

    def test_lazy_and_bounded(self):
        taken = 0

        def endless():
            nonlocal taken
            while True:
                taken += 1
                yield PAGE

        results = doublon.clean_many(endless(), jobs=2, window=5)
        self.assertEqual(taken, 0)
        for _ in range(10):
            next(results)
        self.assertLessEqual(taken, 10 + 5)
        results.close()
        self.assertEqual(list(results), [])

    def test_a_source_that_breaks_gives_what_came_before(self):
        def breaking():
            yield PAGE
            yield PAGE
            raise OSError("no more")

        results = doublon.clean_many(breaking())
        self.assertEqual(len([next(results), next(results)]), 2)
        with self.assertRaisesRegex(OSError, "no more"):
            next(results)

    def test_the_lock_is_released(self):
        # Another thread counts while one document is cleaned.
        big = "\n\n".join(f"{BODY} {i} {LEAD}" for i in range(20000))
        ticks = 0
        done = threading.Event()

        def tick():
            nonlocal ticks
            while not done.is_set():
                ticks += 1
                time.sleep(0.001)

        ticker = threading.Thread(target=tick)
        sys.setswitchinterval(10)
        try:
            ticker.start()
            while ticks == 0:
                time.sleep(0.001)
            before = ticks
            doublon.clean(big)
            self.assertGreater(ticks - before, 5)
        finally:
            sys.setswitchinterval(0.005)
            done.set()
            ticker.join()

    def test_wrong_numbers(self):
        for wrong in ({"jobs": -1}, {"window": -1}, {"batch_rows": 0}):
            with self.subTest(wrong), self.assertRaises(ValueError):
                doublon.clean_many([], **wrong)


class Arrow(unittest.TestCase):
    def rows(self, **options):
        sources = [doublon.Document(PAGE, id="a"), 7, "", doublon.Document(PAGE, id="d")]
        return doublon.clean_many(sources, **options)

    def test_pyarrow(self):
        pyarrow = optional("pyarrow")
        reader = pyarrow.RecordBatchReader.from_stream(self.rows(batch_rows=3))
        batches = list(reader)
        self.assertEqual([b.num_rows for b in batches], [3, 1])
        for batch in batches:
            batch.validate(full=True)
        table = pyarrow.Table.from_batches(batches)
        self.assertEqual(table["id"].to_pylist(), ["a", None, None, "d"])
        articles = list(self.rows())
        for name in table.column_names:
            column = table[name].to_pylist()
            for value, article in zip(column, articles):
                wanted = getattr(article, name)
                if isinstance(wanted, list):
                    wanted = [getattr(r, "_asdict", lambda r=r: r)() for r in wanted]
                self.assertEqual(value, wanted, name)

    def test_an_empty_table_has_its_columns(self):
        pyarrow = optional("pyarrow")
        table = pyarrow.table(doublon.clean_many([]))
        self.assertEqual(table.num_rows, 0)
        self.assertIn("text", table.column_names)

    def test_a_source_that_breaks_is_the_stream_s_error(self):
        pyarrow = optional("pyarrow")

        def breaking():
            yield PAGE
            raise OSError("no more")

        with self.assertRaisesRegex(Exception, "no more"):
            pyarrow.table(doublon.clean_many(breaking()))

    def test_duckdb(self):
        duckdb = optional("duckdb")
        optional("pyarrow")
        rows = self.rows()
        found = duckdb.sql("select count(*), count(error), sum(len(copies)) from rows").fetchall()
        self.assertEqual(found, [(4, 1, 4)])

    def test_capsules_that_nobody_reads_let_go(self):
        results = self.rows()
        self.assertIn("arrow_schema", repr(results.__arrow_c_schema__()))
        self.assertIn("arrow_array_stream", repr(results.__arrow_c_stream__()))
        del results
        gc.collect()


if __name__ == "__main__":
    unittest.main()
