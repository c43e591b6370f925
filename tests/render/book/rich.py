"""Templates with what openpyxl cannot draw: parts are added to a workbook that it saved."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from tests.render.workbooks import Cells, build

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
DRAWING_SPACES = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:r="{OFFICE}"'
)
DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"
CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
CHART_SPACE = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def parts_of(package: bytes) -> dict[str, str]:
    """The XML parts of a workbook."""
    with ZipFile(BytesIO(package)) as archive:
        return {
            name: archive.read(name).decode() for name in archive.namelist() if name.endswith((".xml", ".rels", ".vml"))
        }


def edit(package: bytes, changed: Mapping[str, str | Callable[[str], str]]) -> bytes:
    """The workbook with parts added (texts) or changed (functions)."""
    target = BytesIO()
    with ZipFile(BytesIO(package)) as source, ZipFile(target, "w") as archive:
        for name in source.namelist():
            content: Any = source.read(name)
            change = changed.get(name)
            if callable(change):
                content = change(content.decode())
            elif change is not None:
                continue
            archive.writestr(name, content)
        for name, content in changed.items():
            if isinstance(content, str):
                archive.writestr(name, content)
    return target.getvalue()


def relations(*items: tuple[str, str, str]) -> str:
    """A part of relationships: (id, kind, target)."""
    listed = "".join(f'<Relationship Id="{i}" Type="{OFFICE}/{kind}" Target="{target}"/>' for i, kind, target in items)
    return f'<Relationships xmlns="{PACKAGE}">{listed}</Relationships>'


def corner(name: str, column: int, row: int) -> str:
    return (
        f"<xdr:{name}><xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row}</xdr:row>"
        f"<xdr:rowOff>0</xdr:rowOff></xdr:{name}>"
    )


def text_box(at: tuple[int, int], to: tuple[int, int], *runs: str, kept: str = "") -> str:
    """A text box from one cell to another (row, column from 0), its text in runs."""
    texts = "".join(f'<a:r><a:rPr lang="zh-CN"/><a:t>{run}</a:t></a:r>' for run in runs)
    return (
        f"<xdr:twoCellAnchor{kept}>{corner('from', at[1], at[0])}{corner('to', to[1], to[0])}"
        '<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="框"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr>'
        '<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="100" cy="100"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        f"</a:prstGeom></xdr:spPr><xdr:txBody><a:bodyPr/><a:p>{texts}</a:p></xdr:txBody></xdr:sp><xdr:clientData/>"
        "</xdr:twoCellAnchor>"
    )


def chart_frame(at: tuple[int, int], to: tuple[int, int], relation: str = "rId1") -> str:
    return (
        f"<xdr:twoCellAnchor>{corner('from', at[1], at[0])}{corner('to', to[1], to[0])}"
        '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="3" name="图"/><xdr:cNvGraphicFramePr/>'
        '</xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic>'
        f'<a:graphicData uri="{CHART_SPACE}"><c:chart xmlns:c="{CHART_SPACE}" r:id="{relation}"/></a:graphicData>'
        "</a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>"
    )


def bar_chart(names: str, values: str, title: str) -> str:
    return (
        f'<c:chartSpace xmlns:c="{CHART_SPACE}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:chart>'
        f"<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>{title}</a:t></a:r></a:p></c:rich></c:tx></c:title>"
        '<c:plotArea><c:barChart><c:barDir val="col"/><c:ser><c:idx val="0"/><c:order val="0"/>'
        f'<c:cat><c:strRef><c:f>{names}</c:f><c:strCache><c:ptCount val="1"/></c:strCache></c:strRef></c:cat>'
        f"<c:val><c:numRef><c:f>{values}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        '<c:ptCount val="1"/><c:pt idx="0"><c:v>9</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser>'
        '<c:axId val="1"/><c:axId val="2"/></c:barChart><c:catAx><c:axId val="1"/><c:scaling/><c:delete val="0"/>'
        '<c:axPos val="b"/><c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling/><c:delete val="0"/>'
        '<c:axPos val="l"/><c:crossAx val="1"/></c:valAx></c:plotArea></c:chart></c:chartSpace>'
    )


def draw(
    cells: Cells, anchors: str, chart: str | None = None, sketch: Callable[[Any], object] | None = None, **options: str
) -> bytes:
    """A workbook whose first sheet shows these anchors, and the chart in its first relationship."""
    parts: dict[str, str | Callable[[str], str]] = {
        "xl/drawings/drawing1.xml": f"<xdr:wsDr {DRAWING_SPACES}>{anchors}</xdr:wsDr>",
        "xl/worksheets/_rels/sheet1.xml.rels": relations(("rId9", "drawing", "../drawings/drawing1.xml")),
        "xl/worksheets/sheet1.xml": lambda old: old.replace(
            "</worksheet>", f'<drawing xmlns:r="{OFFICE}" r:id="rId9"/></worksheet>'
        ),
        "[Content_Types].xml": lambda old: old.replace(
            "</Types>",
            f'<Override PartName="/xl/drawings/drawing1.xml" ContentType="{DRAWING_TYPE}"/>'
            f'<Override PartName="/xl/charts/chart1.xml" ContentType="{CHART_TYPE}"/></Types>',
        ),
    }
    if chart is not None:
        parts["xl/charts/chart1.xml"] = chart
        parts["xl/drawings/_rels/drawing1.xml.rels"] = relations(("rId1", "chart", "../charts/chart1.xml"))
    return edit(build(cells, sketch, **options), parts)


def rows_of(drawing: str) -> list[tuple[int, int]]:
    """First and last row (from 0) of each object of a drawing."""
    starts = re.findall(r"<xdr:from>.*?<xdr:row>(\d+)</xdr:row>", drawing)
    ends = re.findall(r"<xdr:to>.*?<xdr:row>(\d+)</xdr:row>", drawing)
    return list(zip(map(int, starts), map(int, ends), strict=False))
