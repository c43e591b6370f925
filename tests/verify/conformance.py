"""Bags that keep or break one clause of RFC 8493 or of the drafts before it, each named by what it does.

A case is a version, the clause, the files of the bag, and the codes of everything that is found.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from tests.verify.bags_by_hand import list_files

ONE = {"data/a.txt": b"1"}
TWO = {"data/a.txt": b"1", "data/b.txt": b"22"}
HELLO = {"data/Núñez.txt": b"hello"}
DRAFTS = ("0.93", "0.94", "0.95", "0.96", "0.97")


class Case(NamedTuple):
    """One bag; ``files`` maps paths to content, a path that ends in ``/`` is a folder."""

    name: str
    clause: str
    files: dict[str, bytes]
    codes: frozenset[str]


CASES: list[Case] = []


def declare(version: str, encoding: str = "UTF-8") -> bytes:
    return f"BagIt-Version: {version}\nTag-File-Character-Encoding: {encoding}\n".encode()


def bag(payload, version="1.0", *, tags=None, manifest=None, encoding="utf-8", algorithm="sha256", tag_manifest=None):
    """A bag with one payload manifest and one tag manifest, both right unless they are given."""
    files = {"bagit.txt": declare(version, encoding.upper()), **(tags or {})}
    right = list_files(payload, algorithm).decode()
    content = (right if manifest is None else manifest(right)).encode(encoding, "surrogateescape")
    files[f"manifest-{algorithm}.txt"] = content
    listed = list_files(files, algorithm).decode()
    content = (listed if tag_manifest is None else tag_manifest(listed)).encode(encoding)
    return {**payload, **files, f"tagmanifest-{algorithm}.txt": content}


def reseal(files, algorithm="sha256"):
    """The bag with its tag manifest made anew."""
    tags = {path: content for path, content in files.items() if not path.startswith(("data/", "tagmanifest"))}
    return {**files, f"tagmanifest-{algorithm}.txt": list_files(tags, algorithm)}


def add(name, clause, files, *codes):
    CASES.append(Case(name, clause, files, frozenset(codes)))


def info(text, version="1.0", payload=None):
    """A bag whose bag-info.txt is ``text``."""
    name = "package-info.txt" if version < "0.96" else "bag-info.txt"
    return bag(ONE if payload is None else payload, version, tags={name: text.encode()})


# §2.1.1 the declaration
for number in (*DRAFTS, "1.0"):
    add(f"version-{number}", "2.1.1", bag(ONE, number))
add("declaration-without-last-line-end", "2.3", reseal({**bag(ONE), "bagit.txt": declare("1.0").rstrip()}))
add(
    "declaration-with-windows-line-ends",
    "2.3",
    reseal({**bag(ONE), "bagit.txt": declare("1.0").replace(b"\n", b"\r\n")}),
)
for name, content in {
    "space-before-the-colon": b"BagIt-Version : 1.0\nTag-File-Character-Encoding: UTF-8\n",
    "two-spaces-after-the-colon": b"BagIt-Version:  1.0\nTag-File-Character-Encoding: UTF-8\n",
    "space-at-the-end": b"BagIt-Version: 1.0 \nTag-File-Character-Encoding: UTF-8\n",
    "version-without-major-number": b"BagIt-Version: .97\nTag-File-Character-Encoding: UTF-8\n",
    "encoding-missing": b"BagIt-Version: 0.97\n",
    "byte-order-mark": b"\xef\xbb\xbf" + declare("0.97"),
    "three-lines": declare("1.0") + b"More: x\n",
    "an-empty-third-line": declare("1.0") + b"\n",
    "lines-exchanged": b"Tag-File-Character-Encoding: UTF-8\nBagIt-Version: 1.0\n",
    "not-utf-8": declare("1.0").decode().encode("utf-16"),
    "lower-case-label": b"bagit-version: 1.0\ntag-file-character-encoding: UTF-8\n",
}.items():
    add(f"declaration-{name}", "2.1.1", reseal({**bag(ONE), "bagit.txt": content}), "V003")
add("declaration-missing", "2.1.1", {p: c for p, c in bag(ONE).items() if p != "bagit.txt"}, "V002")
add("version-to-come", "2.1.1", bag(ONE, "2.0"), "V004")
add("encoding-unheard-of", "2.1.1", reseal({**bag(ONE), "bagit.txt": declare("1.0", "KLINGON")}), "V005")
for number, encoding in (
    ("0.97", "utf-16"),
    ("0.97", "utf-16be"),
    ("0.97", "utf-16le"),
    ("1.0", "gb18030"),
    ("1.0", "big5"),
):
    add(f"tag-files-in-{encoding}", "2.1.1", bag({"data/中.txt": b"1"}, number, encoding=encoding))
add("tag-files-in-iso-8859-1", "2.1.1", bag(HELLO, "0.97", encoding="iso-8859-1"))
add("utf-16be-with-a-needless-mark", "2.3", bag(ONE, "0.97", encoding="utf-16be", manifest=lambda t: "\ufeff" + t))

# §2.1.2 the payload directory
add("payload-directory-empty", "2.1.2", {**bag({}), "data/": b""})
add("payload-directory-missing", "2.1.2", bag({}), "V007")
add("bag-in-a-bag", "2.1.2", bag({f"data/inner/{path}": content for path, content in bag(ONE).items()}))
add("deep-payload", "2.1.2", bag({"data/" + "d/" * 60 + "a.txt": b"1"}))

# §2.1.3 payload manifests
for algorithm in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sm3", "sha3256", "blake2b512"):
    codes = ("V019",) if algorithm in {"md5", "sha1"} else ()
    add(f"algorithm-{algorithm}", "2.4", bag(ONE, algorithm=algorithm), *codes)
add("file-not-listed", "2.1.3", reseal({**bag(ONE), "data/extra.txt": b"x"}), "V014")
add("file-not-listed-in-a-draft", "3", reseal({**bag(ONE, "0.97"), "data/extra.txt": b"x"}), "V014")
add("file-missing", "3", {p: c for p, c in bag(TWO).items() if p != "data/b.txt"}, "V013")
add("file-changed", "3", {**bag(TWO), "data/b.txt": b"23"}, "V015")
add("file-emptied", "3", {**bag(TWO), "data/b.txt": b""}, "V015")
for number in ("0.97", "1.0"):
    twice = bag(ONE, number, manifest=lambda t: t + t)
    add(f"listed-twice-alike-{number}", "2.1.3", twice, "V011" if number == "1.0" else "V080")
    odd = bag(ONE, number, manifest=lambda t: t + "0" * 64 + "  data/a.txt\n")
    add(f"listed-twice-with-another-digest-{number}", "2.1.3", odd, "V011")
add("digest-in-upper-case", "2.1.3", bag(ONE, manifest=lambda t: t[:64].upper() + t[64:]))
add("digest-in-both-cases", "2.1.3", bag(ONE, manifest=lambda t: t[:20].upper() + t[20:]), "V018")
add("digest-too-short", "2.1.3", bag(ONE, manifest=lambda t: t[1:]), "V010", "V014")
add("no-digest", "2.1.3", bag(ONE, manifest=lambda t: t[66:]), "V010", "V014")
add("tabs-between", "2.1.3", bag(ONE, manifest=lambda t: t.replace("  ", "\t\t")))
add("one-space-between", "2.1.3", bag(ONE, manifest=lambda t: t.replace("  ", " ")))
add("backslash-as-separator", "2.1.3", bag(ONE, manifest=lambda t: t.replace("data/", "data\\")), "V012", "V014")
add("folder-listed", "2.1.3", bag(ONE, manifest=lambda t: t + "0" * 64 + "  data/d\n") | {"data/d/": b""}, "V013")
add("tag-file-in-payload-manifest", "2.1.3", bag(ONE, manifest=lambda t: t + "0" * 64 + "  bagit.txt\n"), "V012")
add("comment-line", "2.1.3", bag(ONE, manifest=lambda t: "# made by hand\n" + t), "V010")
add("empty-lines", "2.3", bag(ONE, manifest=lambda t: t + "\n\n"))
for end, name in (("\r\n", "crlf"), ("\r", "cr")):
    add(f"lines-end-in-{name}", "2.3", bag(TWO, manifest=lambda t, end=end: t.replace("\n", end)))
add("last-line-without-end", "2.3", bag(TWO, manifest=lambda t: t[:-1]))
add("byte-order-mark-in-manifest", "2.3", bag(ONE, manifest=lambda t: "\ufeff" + t), "V010")
add("byte-order-mark-in-manifest-of-a-draft", "2.3", bag(ONE, "0.97", manifest=lambda t: "\ufeff" + t), "V080")
add("manifest-is-not-text", "2.3", bag(ONE, manifest=lambda t: "\udcff\udcfe"), "V010")
SPECIAL = {"data/100%.txt": b"1", "data/50%25.txt": b"2", "data/空 格.txt": b"3", "data/;&'$#!.txt": b"4"}
add("percent-signs-encoded", "2.1.3", bag(SPECIAL, manifest=lambda t: t.replace("%", "%25")))
add("percent-signs-as-they-are", "2.1.3", bag(SPECIAL), "V080")
add("percent-signs-in-a-draft", "2.1.3", bag(SPECIAL, "0.97"))
add(
    "percent-signs-encoded-in-a-draft",
    "2.1.3",
    bag({"data/100%.txt": b"1"}, "0.97", manifest=lambda t: t.replace("%", "%25")),
    "V080",
)
ENCODED = {"data/%7Etest1.txt": b"1", "data/%test2.txt": b"2", "data/dir1/~test3.txt": b"3"}
add("names-that-look-encoded", "2.1.3", bag(ENCODED, "0.97"))
for version in ("0.97", "1.0"):
    line_end = bag({"data/a\nb.txt": b"1"}, version, manifest=lambda t: t.replace("a\nb", "a%0Ab"))
    add(f"line-end-in-a-name-{version}", "2.1.3", line_end, "V026")
for version in ("0.96", "1.0"):
    uneven = bag(TWO, version)
    uneven["manifest-md5.txt"] = list_files(ONE, "md5")
    codes = ("V014", "V059") if version == "1.0" else ("V059",)
    add(f"second-manifest-lists-less-{version}", "3", reseal(uneven), *codes)

# §2.2.1 tag manifests
add("tag-manifest-missing", "2.2.1", {p: c for p, c in bag(ONE).items() if not p.startswith("tagm")}, "V017")
add("tag-file-changed", "3", {**bag(ONE, tags={"note.txt": b"a"}), "note.txt": b"b"}, "V015")
add(
    "tag-file-missing",
    "3",
    {p: c for p, c in bag(ONE, tags={"bag-info.txt": b"A: b\n"}).items() if p != "bag-info.txt"},
    "V013",
)
add("tag-file-not-listed", "2.2.1", {**bag(ONE), "notes/more.txt": b"x"}, "V016")
add("tag-directory-listed", "2.2.1", bag(ONE, tags={"notes/more.txt": b"x"}))
add("tag-manifest-lists-payload", "2.2.1", bag(ONE, tag_manifest=lambda t: t + list_files(ONE).decode()), "V012")
NO_MANIFEST = bag(ONE, tag_manifest=lambda t: "".join(x for x in t.splitlines(True) if "manifest" not in x))
add("tag-manifest-without-payload-manifest", "2.2.1", NO_MANIFEST, "V058")
SELF = bag(ONE, tag_manifest=lambda t: t + "0" * 64 + "  tagmanifest-md5.txt\n")
add("tag-manifest-lists-tag-manifest", "2.2.1", SELF, "V058", "V013")
add(
    "tag-manifests-differ",
    "2.2.1",
    {
        **bag(ONE, tags={"n.txt": b""}),
        "tagmanifest-md5.txt": list_files(
            {"manifest-sha256.txt": bag(ONE, tags={"n.txt": b""})["manifest-sha256.txt"]}, "md5"
        ),
    },
    "V059",
)
WEAKER = {p: c for p, c in bag(ONE).items() if not p.startswith("tagm")}
add(
    "tag-manifest-of-another-algorithm",
    "2.2.1",
    {**WEAKER, "tagmanifest-md5.txt": list_files({p: WEAKER[p] for p in ("bagit.txt", "manifest-sha256.txt")}, "md5")},
    "V059",
)

# §2.2.2 bag-info.txt
add("metadata", "2.2.2", info("Payload-Oxum: 1.1\nBagging-Date: 2026-11-20\nContact-Name: 王\n  小明\nA:  b\n"))
add("metadata-empty-file", "2.2.2", info(""))
add("metadata-repeated", "2.2.2", info("Contact-Name: a\nContact-Name: b\n"))
for number in DRAFTS:
    text = "Payload-Oxum: 1.1\nContact-Name: a\nContact-Name: b\n"
    add(f"metadata-repeated-{number}", "2.2.2", info(text, number))
UNCOMMON = "A:b\nC :d\nE\t:\tf\nG  :  h\n"
add("separators-in-a-draft", "2.2.2", info(UNCOMMON, "0.97"))
for line, name in (
    ("A:b", "no-space"),
    ("A : b", "space-before"),
    (" A: b", "label-indented"),
    ("nothing", "no-colon"),
    (": b", "no-label"),
):
    add(f"metadata-{name}", "2.2.2", info(f"{line}\n"), "V032")
add("metadata-no-colon-in-a-draft", "2.2.2", info("nothing\n", "0.97"), "V032")
add("metadata-byte-order-mark", "2.3", info("\ufeffA: b\n"), "V032")
add("metadata-byte-order-mark-in-a-draft", "2.3", info("\ufeffA: b\n", "0.97"), "V080")
add("metadata-not-text", "2.3", bag(ONE, tags={"bag-info.txt": b"A: \xff\n"}), "V032")
add("label-in-lower-case", "2.2.2", info("payload-oxum: 1.1\n"))
add("oxum-of-other-octets", "2.2.2", info("Payload-Oxum: 2.1\n"), "V030")
add("oxum-of-other-files", "2.2.2", info("Payload-Oxum: 1.2\n"), "V030")
add("oxum-in-words", "2.2.2", info("Payload-Oxum: 1 MB\n"), "V031")
add("oxum-twice", "2.2.2", info("Payload-Oxum: 1.1\nPayload-Oxum: 1.1\n"), "V038")
add("oxum-twice-in-a-draft", "2.2.2", info("Payload-Oxum: 1.1\nPayload-Oxum: 1.1\n", "0.97"), "V080")
add("date-in-words", "2.2.2", info("Bagging-Date: yesterday\n"), "V039")
add("bag-count-twice", "2.2.2", info("Bag-Count: 1 of 2\nBag-Count: 2 of 2\n"), "V039")

# §2.2.3 fetch.txt
FETCH = b"https://example.org/a 1 data/a.txt\n"
add("fetched", "2.2.3", bag(ONE, tags={"fetch.txt": FETCH}), "V033")
add("fetched-in-a-draft", "2.2.3", bag(ONE, "0.97", tags={"fetch.txt": FETCH}), "V033")
HOLE = {
    p: c for p, c in bag(TWO, tags={"fetch.txt": b"https://example.org/b - data/b.txt\n"}).items() if p != "data/b.txt"
}
add("not-fetched", "2.2.3", HOLE, "V034")
for line, name, codes in (
    ("https://example.org/x data/a.txt", "no-length", ("V035",)),
    ("example.org/x 1 data/a.txt", "relative-url", ("V035",)),
    ("https://example.org/x 1 ../../x", "dot-notation", ("V012",)),
    ("https://example.org/x 1 /tmp/foo", "absolute-path", ("V012",)),
    ("https://example.org/x 1 ~/foo", "shortcut", ("V012",)),
    ("https://example.org/x 1 ~root/foo", "shortcut-username", ("V012",)),
    ("https://example.org/x 1 C:\\Windows\\x.exe", "drive", ("V012",)),
    ("https://example.org/x 1 %HomeDrive%\\x.exe", "variable", ("V012",)),
    ("https://example.org/x 1 \\\\?\\UNC\\server\\x", "unc", ("V012",)),
    ("https://example.org/x 1 bagit.txt", "tag-file", ("V036",)),
):
    add(f"fetch-{name}", "2.2.3", bag(ONE, tags={"fetch.txt": f"{line}\n".encode()}), *codes)
ELSEWHERE = bag(ONE, tags={"fetch.txt": b"https://example.org/b - data/b.txt\n"})
add("fetch-of-what-no-manifest-lists", "2.2.3", ELSEWHERE, "V034", "V036")

# §2.4 names of algorithms
for written in ("SHA256", "sha-256"):
    for number, code in (("1.0", "V082"), ("0.97", "V080")):
        files = bag(ONE, number)
        files[f"manifest-{written}.txt"] = files.pop("manifest-sha256.txt")
        add(f"manifest-named-{written}-{number}", "2.4", reseal(files), code)
UNKNOWN = bag(ONE, tags={"manifest-whirlpool.txt": b"00  data/a.txt\n"})
add("algorithm-unheard-of", "2.4", UNKNOWN, "V024")

# §5.1 paths that lead out
for path, name in (
    ("../../../README.md", "dot-notation"),
    ("data/../../x", "dot-notation-inside"),
    ("/tmp/foo", "absolute"),
    ("~/foo", "shortcut"),
    ("~root/foo", "shortcut-username"),
    ("C:\\Windows\\System32\\setx.exe", "drive"),
    ("C:x", "drive-only"),
    ("%HomeDrive%\\Windows\\x.exe", "variable"),
    ("\\\\?\\UNC\\server\\x", "unc"),
    ("data/\x07bell", "control-character"),
    ("data/\x00", "zero-byte"),
):
    out = bag(ONE, "0.97", manifest=lambda t, path=path: t + "0" * 64 + f"  {path}\n")
    add(f"manifest-{name}", "5.1", out, "V012")
add("dot-slash", "5.1", bag(ONE, "0.97", manifest=lambda t: t.replace("data/", "./data/")), "V025")
add("dots-that-stay-inside", "5.1", bag(ONE, "0.97", manifest=lambda t: t.replace("data/", "data/../data/")), "V025")

# §6.1 names
NFC, NFD = (unicodedata.normalize(form, "data/Núñez.txt") for form in ("NFC", "NFD"))
add("name-respelt-by-a-mac", "6.1.1", bag({NFD: b"1"}, manifest=lambda t: unicodedata.normalize("NFC", t)), "V023")
add("names-that-differ-in-composition", "6.1.1", bag({NFC: b"1", NFD: b"1"}), "V081")
BOTH = bag({NFC: b"1"}, "0.97", manifest=lambda t: t + unicodedata.normalize("NFD", t))
add("one-file-listed-in-two-compositions", "6.1.1", BOTH, "V023", "V080")
add("names-that-differ-in-case", "6.1.1", bag({"data/a.txt": b"1", "data/A.txt": b"1"}), "V081")
add(
    "made-with-md5sum",
    "6.1.3",
    bag(ONE, "0.97", algorithm="md5", manifest=lambda t: t.replace("  ", " *")),
    "V019",
    "V080",
)
add("system-files", "6.1.2", bag({**ONE, "data/.DS_Store": b"x", "data/Thumbs.db": b"y"}), "V027")
for name in ("con.txt", "a?.txt", "a:b", "a ", "a.", "LPT1", "x" * 251 + "长名字.txt"):
    if len(name.encode()) <= 255:
        add(f"windows-refuses-{name}", "6.1.2", bag({f"data/{name}": b"1"}), "V026")
CAPITALS = bag({"data/A.TXT": b"1"}, manifest=lambda t: t.replace("A.TXT", "a.txt"))
add("name-that-a-stick-turned-into-capitals", "6.1.1", CAPITALS, "V085")
ONCE = bag({"data/hello.txt": b"1"}, "0.97", manifest=lambda t: t + t.replace("hello", "HELLO"))
add("one-file-listed-in-two-cases", "6.1.1", ONCE, "V080", "V085")
for order in ("le", "be"):
    unmarked = {**bag(ONE, "0.97", encoding=f"utf-16{order}"), "bagit.txt": declare("0.97", "UTF-16")}
    listed = list_files({path: unmarked[path] for path in ("bagit.txt", "manifest-sha256.txt")}).decode()
    unmarked["tagmanifest-sha256.txt"] = listed.encode(f"utf-16{order}")
    add(f"tag-files-in-utf-16-{order}-that-do-not-say-so", "2.1.1", unmarked)
