#!/usr/bin/env python3
"""translate.py DOUBLON [WORDS] - French articles through a real Apertium server.

Needs apertium-apy and apertium-fr-es. The articles of corpora/fr, as text of WORDS
words (10000), go to Spanish with a glossary: through a server; through one that is
killed on the way, and started again; and through the program. Reported: how long it
took, what stayed untranslated, and, counted here and not by the command, what
translated sentences lost of numbers and terms. Fails where a sentence lost something
that nobody told, or where the bytes of an interrupted run are others.
"""
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

TERMS = [("serveur", "servidor"), ("centre de données", "centro de datos"),
         ("maliciel", "programa malicioso"), ("commune", "municipio"),
         ("bourgmestre", "burgomaestre"), ("parquet", "fiscalía"),
         ("conseil communal", "consejo municipal"), ("pompier", "bombero"),
         ("blessé", "herido"), ("autoroute", "autopista"), ("porte-parole", "portavoz"),
         ("enquête", "investigación"), ("ville", "ciudad"), ("entreprise", "empresa"),
         ("police", "policía"), ("pays", "país"), ("eau", "agua"), ("maire", "alcalde"),
         ("quartier", "barrio"), ("habitant", "habitante"), ("chantier", "obra"),
         ("équipe", "equipo"), ("match", "partido"), ("euro", "euro"),
         ("secours", "servicios de emergencia"), ("gare", "estación"),
         ("tribunal", "tribunal"), ("avocat", "abogado"), ("témoin", "testigo")]
PORT = 27372
ADDRESS = f"http://127.0.0.1:{PORT}"


def articles(root, words):
    taken, count = [], 0
    for name in sorted(os.listdir(root)):
        path = os.path.join(root, name, "page.html")
        if count >= words or not os.path.exists(path):
            continue
        text = subprocess.run([DOUBLON, "clean", "--quiet", path], text=True,
                              capture_output=True, check=False).stdout
        taken.append(text)
        count += len(text.split())
    return "\n\n".join(taken), count


def serve(home):
    server = subprocess.Popen(["apertium-apy", "-p", str(PORT), "/usr/share/apertium"],
                              env={**os.environ, "HOME": home}, cwd=home,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              start_new_session=True)
    for _ in range(200):
        try:
            urllib.request.urlopen(ADDRESS + "/listPairs", timeout=1).read()
            return server
        except OSError:
            time.sleep(0.1)
    sys.exit("apertium-apy does not answer")


def kill(server):
    os.killpg(server.pid, signal.SIGKILL)
    server.wait()


def translate(home, output, engine, *more):
    start = time.time()
    run = subprocess.run([DOUBLON, "translate", f"--engine={engine}", "--to=es",
                          "--glossary=terms.tsv", "--output=" + output, *more,
                          "articles.txt"], cwd=home, text=True, capture_output=True)
    return run, time.time() - start


def digits(text):
    return sorted(re.findall(r"\d+", re.sub(r"(?<=\d)[.,\s\u00a0\u202f](?=\d)", "", text)))


def look(home, name, run, seconds, words):
    """What the draft lost, by a count that is not the command's."""
    rows = [line.rstrip("\n").split("\t")
            for line in open(os.path.join(home, name), encoding="utf-8")][1:]
    done = [row for row in rows if row[2]]
    numbers = [row for row in done if digits(row[1]) != digits(row[2])]
    terms = lost = 0
    for row in done:
        for french, spanish in TERMS:
            if re.search(rf"\b{french}s?\b", row[1], re.I):
                terms += 1
                stems = [word[:5] for word in spanish.split() if len(word) > 3]
                lost += not all(stem in row[2].lower() for stem in stems)
    print(f"{name}: {words} words in {seconds:.1f} s; {len(rows)} sentences, "
          f"{len(rows) - len(done)} left and {run.stderr.count('is left as it is')} told; "
          f"numbers other in {len(numbers)}, terms {terms}, of which lost {lost}")
    for row in numbers:
        print(f"  {row[0]}: {row[1]}\n    {row[2]}")
    return lost == 0


def main():
    root = os.path.join(os.path.dirname(__file__), "..", "..", "corpora", "fr")
    with tempfile.TemporaryDirectory() as home:
        text, words = articles(root, int(sys.argv[2]) if len(sys.argv) > 2 else 10000)
        with open(os.path.join(home, "articles.txt"), "w", encoding="utf-8") as file:
            file.write(text)
        with open(os.path.join(home, "terms.tsv"), "w", encoding="utf-8") as file:
            file.writelines(f"{a}\t{b}\n" for a, b in TERMS)
        is_good = True
        server = serve(home)
        apy = ("apertium-apy", "--address=" + ADDRESS, "--draft")
        run, seconds = translate(home, "whole.tsv", *apy)
        is_good &= look(home, "whole.tsv", run, seconds, words)
        print(run.stderr, end="")
        command = subprocess.Popen(
            [DOUBLON, "translate", "--engine=apertium-apy", "--address=" + ADDRESS,
             "--to=es", "--glossary=terms.tsv", "--journal=journal", "--draft",
             "--retries=1", "--pause=10", "--output=cut.tsv", "articles.txt"],
            cwd=home, stderr=subprocess.PIPE, text=True)
        time.sleep(seconds / 3)
        kill(server)
        said = command.communicate()[1]
        print("killed on the way:", command.returncode,
              [line for line in said.splitlines() if "is left" not in line])
        with open(os.path.join(home, "journal"), encoding="utf-8") as file:
            answered = len(file.readlines()) - 1
        server = serve(home)
        run, again = translate(home, "resumed.tsv", *apy, "--journal=journal")
        kill(server)
        same = open(os.path.join(home, "whole.tsv"), "rb").read() == \
            open(os.path.join(home, "resumed.tsv"), "rb").read()
        print(f"resumed with {answered} answers in {again:.1f} s: the bytes are",
              "the same" if same else "OTHERS")
        run, seconds = translate(home, "process.tsv", "apertium", "--draft")
        is_good &= look(home, "process.tsv", run, seconds, words)
        sys.exit(not (is_good and same))


DOUBLON = os.path.abspath(sys.argv[1])
main()
