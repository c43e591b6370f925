"""What printed values add to a package."""

from __future__ import annotations

from archivegen.render.word.additions import Package, relations_of

TYPES = b'<Types xmlns="t"><Default Extension="xml" ContentType="application/xml"/></Types>'
RELATIONS = b'<Relationships xmlns="r"><Relationship Id="rId1" Type="t" Target="styles.xml"/></Relationships>'
READ = {"[Content_Types].xml": TYPES, "word/_rels/document.xml.rels": RELATIONS}


def test_equal_pictures_are_one_file_with_one_relationship_a_part() -> None:
    package = Package({"word/document.xml", "word/media/added1.png"})
    body, header = package.at("word/document.xml"), package.at("word/header1.xml")
    assert body.add_media(b"1", "png") == body.add_media(b"1", "png") == header.add_media(b"1", "png") == "rIdA1"
    assert body.add_media(b"2", "jpeg") == "rIdA2"
    made = dict(package.finish(READ))
    assert {name: content for name, content in made.items() if "media" in name} == {
        "word/media/added2.png": b"1",
        "word/media/added1.jpeg": b"2",
    }
    assert made["word/_rels/header1.xml.rels"].endswith(
        b'/relationships/image" Target="media/added2.png"/></Relationships>'
    )
    assert made["word/_rels/document.xml.rels"].startswith(RELATIONS.removesuffix(b"</Relationships>"))
    assert b'<Default Extension="png" ContentType="image/png"/>' in made["[Content_Types].xml"]


def test_links_and_parts_are_escaped_and_numbered() -> None:
    package = Package({"word/document.xml", "word/charts/chart1.xml"})
    body = package.at("word/document.xml")
    body.add_link("https://例.cn/?a=1&b=2")
    body.add_part("word/charts/chart1.xml", b"<c/>", "application/vnd.x+xml", "chart")
    made = dict(package.finish(READ))
    assert made["word/charts/chart2.xml"] == b"<c/>"
    relations = made["word/_rels/document.xml.rels"].decode()
    assert 'Target="https://例.cn/?a=1&amp;b=2" TargetMode="External"/>' in relations
    assert 'relationships/chart" Target="charts/chart2.xml"/>' in relations
    assert (
        b'<Override PartName="/word/charts/chart2.xml" ContentType="application/vnd.x+xml"/>'
        in made["[Content_Types].xml"]
    )


def test_empty_relationships_and_none_at_all() -> None:
    package = Package(set())
    package.at("word/document.xml").add_link("https://a.cn")
    empty = b'<?xml version="1.0"?><Relationships xmlns="r"/>'
    ((_, relations),) = package.finish({"word/_rels/document.xml.rels": empty})
    assert relations.startswith(b'<?xml version="1.0"?><Relationships xmlns="r"><Relationship ')
    assert relations.endswith(b"</Relationships>")
    assert list(Package(set()).finish({})) == []


def test_numbers_of_drawings_are_used_once_in_the_paper() -> None:
    package = Package(set())
    assert [package.at(part).next_number() for part in ("a", "b", "a")] == [1001, 1002, 1003]
    assert relations_of("word/document.xml") == "word/_rels/document.xml.rels"
