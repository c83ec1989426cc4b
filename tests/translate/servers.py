#!/usr/bin/env python3
"""servers.py DOUBLON - engines behind HTTP, as they are and as they fail.

A server of our own answers as APy, LibreTranslate, DeepL and a model of language do,
word by word out of a list, and fails as it is told to. What the command makes of it,
what it asked, and that no key is seen anywhere, is held against what must be.
"""
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

WORDS = {"Le": "El", "La": "La", "Les": "Los", "conseil": "concejo", "a": "ha",
         "voté": "votado", "le": "el", "budget": "presupuesto", "pont": "puente",
         "est": "está", "fermé": "cerrado", "lundi": "lunes", "de": "de",
         "écoles": "escuelas", "restent": "quedan", "ouvertes": "abiertas",
         "personnes": "personas", "Un": "Un", "titre": "título"}
PAGE = """<html lang=fr><title>Un titre</title>
<p>Le <b>conseil</b> a voté le budget.</p><p>Le pont de Namur est fermé lundi.</p>
<p>Les écoles restent ouvertes.</p></html>
"""
SPANISH = """<html lang=fr><title>Un título</title>
<p>El <b>concejo</b> ha votado el presupuesto.</p><p>El puente de Namur está cerrado lunes.</p>
<p>Los escuelas quedan abiertas.</p></html>
"""
KEY = "s3cr3t-k3y"


def translated(text):
    parts = re.split(r"(<[^>]*>)", text)
    return "".join(p if p.startswith("<") else
                   re.sub(r"\w+", lambda m: WORDS.get(m.group(), m.group()), p)
                   for p in parts)


class Server(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    asked = []     # texts
    requests = []  # (path, headers, body)
    faults = []    # what is done instead of answering, once each
    lasting = None  # the same, always
    poison = None  # a word that makes the server fall …
    harm = 500     # … in this way
    lock = threading.Lock()

    def log_message(self, *_):
        pass

    def say(self, status, body, kind="application/json", **headers):
        body = body if isinstance(body, bytes) else body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        length = headers.pop("length", len(body))
        if length is None:
            self.send_header("Transfer-Encoding", "chunked")
        else:
            self.send_header("Content-Length", str(length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def fail(self, fault, body):
        if fault == "html":
            self.say(200, "<html><body>Sign in</body></html>", "text/html")
        elif fault == "half":
            self.say(200, '{"translations":[{"text":"El con', length=9000)
            self.close_connection = True
        elif fault == "cut":
            self.say(200, '{"translations":[{"text":"El con')
        elif fault == "few":
            self.say(200, '{"translations":[]}')
        elif fault == "other":
            self.say(200, '{"data":[1,2]}')
        elif fault == "latin1":
            self.say(200, b'{"translations":[{"text":"caf\xe9"}]}')
        elif fault == "long":
            time.sleep(6)
        elif fault == "slow":
            time.sleep(1.5)
            self.say(200, "{}")
        elif fault == "echo":
            said = "no such key: " + (self.headers["Authorization"] or
                                      json.loads(body)["api_key"])
            self.say(403, json.dumps({"message": said, "error": said}))
        elif fault == "pause":
            self.say(429, '{"message":"Too many requests"}', Retry_After="1")
        elif fault == "broken":  # chunks without an end
            self.say(200, "", length=None)
            self.wfile.write(b'9\r\n{"transla\r\n')
            self.close_connection = True
        elif fault == "spent":
            self.say(429, json.dumps({"error": {
                "message": "You exceeded your current quota.", "param": None,
                "type": "insufficient_quota", "code": "insufficient_quota"}}))
        elif fault == 429:
            self.say(429, '{"message":"Too many requests"}', Retry_After="0")
        else:
            self.say(fault, json.dumps({"message": "no", "error": "no"}))

    def do_GET(self):
        pairs = [{"sourceLanguage": "fra", "targetLanguage": "spa"},
                 {"sourceLanguage": "spa", "targetLanguage": "glg"}]
        self.say(200, json.dumps({"responseData": pairs, "responseDetails": None,
                                  "responseStatus": 200}))

    def answer(self, body):
        """As APy 0.11, LibreTranslate 1, DeepL's API 2 and OpenAI's API 1 answer."""
        if self.path in ("/translate", "/translateChain") and body.startswith("format="):
            form = urllib.parse.parse_qs(body)
            texts, data = form["q"], {"translatedText": translated(form["q"][0])}
            if self.path == "/translateChain":
                data["translationChain"] = form["langpairs"][0].split("|")
            # APy writes through Tornado, which escapes "</"
            return texts, {"responseData": data, "responseDetails": None,
                           "responseStatus": 200}
        asked = json.loads(body)
        if self.path == "/translate":
            return asked["q"], {"translatedText": [translated(t) for t in asked["q"]]}
        if self.path == "/v2/translate":
            return asked["text"], {"translations": [
                {"detected_source_language": asked["source_lang"], "text": translated(t)}
                for t in asked["text"]]}
        text = asked["messages"][-1]["content"]
        return [text], {
            "id": "chatcmpl-1", "object": "chat.completion", "created": 1700000000,
            "model": asked["model"], "system_fingerprint": None,
            "choices": [{"index": 0, "logprobs": None, "finish_reason": "stop",
                         "message": {"role": "assistant", "refusal": None,
                                     "content": translated(text)}}],
            "usage": {"prompt_tokens": 90, "completion_tokens": 9, "total_tokens": 99}}

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        with Server.lock:
            Server.requests.append((self.path, dict(self.headers), body))
            fault = Server.faults.pop(0) if Server.faults else Server.lasting
        if fault is None and Server.poison and Server.poison in body:
            fault = Server.harm
        if fault is not None:
            self.fail(fault, body)
            return
        texts, answer = self.answer(body)
        with Server.lock:
            Server.asked.extend(texts)
        time.sleep(Server.pause)
        self.say(200, json.dumps(answer).replace("</", "<\\/"))

    pause = 0.0


class Quiet(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, *_):
        """Who asked has gone: that is what is tried."""


class Case:
    def __init__(self, command, folder):
        self.command, self.folder = command, folder
        self.failed = self.passed = 0
        self.start(0)

    def start(self, port):
        self.server = Quiet(("127.0.0.1", port), Server)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, args=(0.01,),
                         daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def arguments(self, engine, *more):
        return [self.command, "translate", "--engine=" + engine, "--to=es",
                f"--address=http://127.0.0.1:{self.port}", "--pause=1", *more,
                "page.html"]

    def environment(self):
        keys = ("DEEPL_API_KEY", "OPENAI_API_KEY", "LIBRETRANSLATE_API_KEY")
        clean = {n: v for n, v in os.environ.items() if not n.lower().endswith("_proxy")}
        return {**clean, **{name: KEY for name in keys}}

    def run(self, engine, *more, faults=(), lasting=None):
        Server.asked, Server.requests = [], []
        Server.faults, Server.lasting = list(faults), lasting
        return subprocess.run(self.arguments(engine, *more), cwd=self.folder,
                              capture_output=True, text=True, timeout=60,
                              env=self.environment())

    def hold(self, what, is_so, about=""):
        self.passed += bool(is_so)
        if not is_so:
            self.failed += 1
            print(f"{what}: {about}")

    def good(self, what, run):
        self.hold(what, run.returncode == 0 and run.stdout == SPANISH, run)
        self.hold(what + ": the key is seen", KEY not in run.stdout + run.stderr, run)


def engines(case):
    case.good("apy", case.run("apertium-apy"))
    case.good("libretranslate", case.run("libretranslate"))
    case.hold("its key", json.loads(Server.requests[0][2])["api_key"] == KEY)
    case.good("openai", case.run("openai", "--model=small"))
    case.hold("its key", Server.requests[0][1]["Authorization"] == "Bearer " + KEY)
    asked = json.loads(Server.requests[0][2])
    case.hold("its request", asked["stream"] is False and asked["temperature"] == 0 and
              [m["role"] for m in asked["messages"]] == ["system", "user"], asked)
    run = case.run("openai", "--model=small", lasting="spent")
    case.hold("a quota that is spent", run.returncode == 4 and "quota" in run.stderr and
              len(Server.requests) == 1, run)
    chain = case.run("apertium-apy", "--to=gl")
    case.hold("a chain", chain.stdout == SPANISH and
              Server.requests[0][0] == "/translateChain" and
              "langpairs=fra%7Cspa%7Cglg" in Server.requests[0][2], Server.requests)
    case.good("deepl", case.run("deepl", "--journal=deepl.journal"))
    path, headers, body = Server.requests[0]
    case.hold("its key", headers["Authorization"] == "DeepL-Auth-Key " + KEY)
    case.hold("its request", json.loads(body)["target_lang"] == "ES" and
              '<g id=\\"1\\">conseil</g>' in body, body)
    with open(os.path.join(case.folder, "deepl.journal")) as journal:
        case.hold("the key is in the journal", KEY not in journal.read())


def faults(case):
    """What passes, and what does not."""
    case.good("busy", case.run("deepl", faults=[429, 503, 500]))
    case.hold("busy: asked again", len(Server.requests) == 4, Server.requests)
    case.good("half, then whole", case.run("openai", "--model=m", faults=["half", "html"]))
    case.good("late", case.run("deepl", "--timeout=1", faults=["slow"]))
    for fault, said in (("html", "no JSON"), ("cut", "no JSON"), ("few", "0 texts of"),
                        ("other", "no translation"), ("latin1", "no JSON")):
        run = case.run("deepl", lasting=fault)
        case.hold(f"{fault}", run.returncode == 4 and said in run.stderr and
                  run.stdout == PAGE, run)
    case.hold("French", "personne n’y répond" in case.run(
        "deepl", "--ui=fr", "--retries=0", "--address=http://127.0.0.1:1").stderr)
    Server.poison = "pont"
    run = case.run("deepl", "--retries=1")
    case.hold("a text that makes it fall", run.returncode == 4 and
              "status 500" in run.stderr and "pont de Namur" in run.stdout and
              "El <b>concejo</b>" in run.stdout and "Los escuelas" in run.stdout, run)
    # half an answer, too few texts, too large a batch: in halves, down to one text
    for engine, few in (("deepl", "0 texts of 1"), ("libretranslate", "no translation")):
        for harm, said in (("half", "half of one"), ("broken", "half of one"),
                           ("few", few), ("html", "no JSON"), (413, "status 413")):
            if engine != "deepl" and harm not in ("half", "few"):
                continue
            Server.harm = harm
            run = case.run(engine, "--retries=1")
            case.hold(f"in halves: {harm}", run.returncode == 4 and said in run.stderr and
                      run.stdout == SPANISH.replace("El puente de Namur está cerrado lunes",
                                                    "Le pont de Namur est fermé lundi") and
                      run.stderr.count("is left as it is") == 1, run)
    # no answer in time: halves are asked once, and the late one is left
    Server.harm = "slow"
    run = case.run("deepl", "--retries=0", "--timeout=1")
    case.hold("late: in halves, once", run.returncode == 4 and len(Server.requests) == 3 and
              "within 1 s" in run.stderr and "El <b>concejo</b>" in run.stdout, run)
    Server.poison, Server.harm = None, 500
    run = case.run("deepl", faults=["pause"])
    case.hold("a pause", run.returncode == 0 and
              run.stderr.count("asks for a pause: 1 s") == 1, run)
    run = case.run("deepl", "--quiet", faults=["pause"])
    case.hold("a pause, quietly", run.returncode == 0 and run.stderr == "", run)
    for fault, said in ((456, "quota"), (403, "status 403: 'no'"), (500, "status 500")):
        run = case.run("deepl", "--retries=1", lasting=fault)
        case.hold(f"{fault}", run.returncode == 4 and said in run.stderr and
                  run.stdout == "", run)
        case.hold(f"{fault}: asked", len(Server.requests) == (10 if fault == 500 else 1),
                  len(Server.requests))


def secrets(case):
    """A server that says the key again; an address that holds another one."""
    for engine in ("deepl", "libretranslate"):
        run = case.run(engine, lasting="echo")
        case.hold("echo", run.returncode == 4 and "no such key" in run.stderr and
                  KEY not in run.stderr, run)
    host = f"127.0.0.1:{case.port}"
    case.good("userinfo", case.run("apertium-apy", "--journal=user.journal",
                                   f"--address=http://me:{KEY}@{host}"))
    with open(os.path.join(case.folder, "user.journal")) as journal:
        text = journal.read()
        case.hold("a secret is in the journal", KEY not in text and host in text, text)


def interrupted(case):
    """Nobody is waited for, and no program is left behind."""
    ways = (["--engine=command:echo $$ > pid; sleep 30"],
            ["--engine=deepl", f"--address=http://127.0.0.1:{case.port}"])
    for way in ways:
        Server.requests, Server.faults, Server.lasting = [], [], "long"
        pid = os.path.join(case.folder, "pid")
        process = subprocess.Popen(
            [case.command, "translate", *way, "--to=es", "page.html"], cwd=case.folder,
            env=case.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.time() + 20
        while not (Server.requests or os.path.exists(pid) and os.path.getsize(pid)) \
                and time.time() < deadline:
            time.sleep(0.01)
        beg = time.time()
        process.send_signal(signal.SIGINT)
        process.wait()
        case.hold("interrupted", process.returncode == -signal.SIGINT and
                  time.time() - beg < 4.5, (process.returncode, time.time() - beg))
        if os.path.exists(pid):
            with open(pid) as file:
                left = os.path.exists("/proc/" + file.read().strip())
            case.hold("a program is left", not left)
            os.remove(pid)


def resumed(case):
    """The command is killed, then the server; nothing that was answered is asked again."""
    Server.asked, Server.faults, Server.lasting, Server.pause = [], [], None, 0.1
    more = ["--journal=killed.journal", "--model=m"]
    process = subprocess.Popen(case.arguments("openai", *more), cwd=case.folder,
                               env=case.environment(), stdout=subprocess.DEVNULL)
    deadline = time.time() + 20
    while len(Server.asked) < 2 and time.time() < deadline:
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()
    time.sleep(0.1)
    before, Server.pause = list(Server.asked), 0.0
    case.good("killed, and run again", case.run("openai", *more))
    twice = set(before) & set(Server.asked)
    case.hold("asked twice", len(twice) <= 1, twice)
    case.good("a third time", case.run("openai", *more))
    case.hold("nothing is asked", Server.asked == [], Server.asked)
    Server.faults = []
    case.stop()
    run = case.run("libretranslate", "--journal=gone.journal", "--retries=1")
    case.hold("no server", run.returncode == 4 and "not reached" in run.stderr and
              run.stdout == "", run)
    case.start(case.port)
    case.good("a server again", case.run("libretranslate", "--journal=gone.journal"))


def main():
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "page.html"), "w") as page:
            page.write(PAGE)
        case = Case(os.path.abspath(sys.argv[1]), folder)
        engines(case)
        faults(case)
        secrets(case)
        interrupted(case)
        resumed(case)
        print(f"{case.passed} passed, {case.failed} failed")
        sys.exit(case.failed > 0)


main()
