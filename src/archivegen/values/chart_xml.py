"""The XML of a chart (ECMA-376 part 1, §21.2): bars, columns, lines, a pie, a schedule; the figures refer to the workbook beside it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from archivegen.values.xml_text import escape_xml

Names = Sequence[str]
Series = Sequence[tuple[str, Sequence[Decimal | None]]]

SHEET = "Sheet1"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_COLOURS = ("4472C4", "ED7D31", "70AD47", "FFC000", "5B9BD5", "A5A5A5", "264478", "9E480E", "43682B", "997300")
_CATEGORY_AXIS, _VALUE_AXIS = 111111111, 222222222
_FONT = '<a:latin typeface="仿宋_GB2312"/><a:ea typeface="仿宋_GB2312"/>'
_MOST_LABELS = 12
_STEPS, _MOST_STEPS = (7, 10, 15, 30, 61, 91, 182, 365, 730), 7
"""Days between two dates on the axis of a schedule, and how many such steps there is room for."""
_SHOW = ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")


def write_chart(kind: str, title: str, names: Names, series: Series) -> bytes:
    """The chart part; ``kind`` is ``column``, ``bar``, ``line``, ``pie`` or ``gantt``; its workbook is the part's ``rIdA1``."""
    drawn = "".join(_write_series(kind, number, names, series) for number in range(len(series)))
    wanted = len(names) > _MOST_LABELS if kind == "pie" else len(series) > 1 and kind != "gantt"
    legend = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if wanted else ""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace xmlns:c="{_DRAWING}/chart" xmlns:a="{_DRAWING}/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart>'
        f"{_write_title(title)}<c:plotArea><c:layout/>{_write_plot(kind, drawn, series)}</c:plotArea>{legend}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f'<c:spPr><a:ln><a:noFill/></a:ln></c:spPr><c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1050">{_FONT}</a:defRPr></a:pPr>'
        '<a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
        '<c:externalData r:id="rIdA1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    ).encode()


def column_letter(number: int) -> str:
    """1 → A; a chart has fewer than 26 columns."""
    return chr(ord("A") + number - 1)


def _write_title(title: str) -> str:
    if not title:
        return '<c:autoTitleDeleted val="1"/>'
    return (
        '<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1200" b="0"/></a:pPr><a:r><a:rPr sz="1200" b="0"/>'
        f'<a:t>{escape_xml(title)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/>'
    )


def _write_plot(kind: str, drawn: str, series: Series) -> str:
    axes = f'<c:axId val="{_CATEGORY_AXIS}"/><c:axId val="{_VALUE_AXIS}"/>'
    if kind == "pie":
        return f'<c:pieChart><c:varyColors val="1"/>{drawn}<c:firstSliceAng val="0"/></c:pieChart>'
    if kind == "line":
        inside = f'<c:grouping val="standard"/><c:varyColors val="0"/>{drawn}<c:marker val="1"/>{axes}'
        return f"<c:lineChart>{inside}</c:lineChart>{_write_axes(lying=False)}"
    if kind == "gantt":
        head = '<c:barDir val="bar"/><c:grouping val="stacked"/><c:varyColors val="0"/>'
        inside = f'{head}{drawn}<c:gapWidth val="60"/><c:overlap val="100"/>{axes}'
        return f"<c:barChart>{inside}</c:barChart>{_write_axes(lying=True, days=_span(series))}"
    lying = kind == "bar"
    head = f'<c:barDir val="{"bar" if lying else "col"}"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
    return f'<c:barChart>{head}{drawn}<c:gapWidth val="80"/>{axes}</c:barChart>{_write_axes(lying=lying)}'


def _span(series: Series) -> tuple[int, int]:
    """The first day of all bars and the day behind the last one."""
    (_, starts), (_, days) = series
    both = [(int(start), int(start + number)) for start, number in zip(starts, days, strict=True) if start and number]
    return min(start for start, _ in both), max(end for _, end in both)


def _write_axes(*, lying: bool, days: tuple[int, int] | None = None) -> str:
    """Lying bars are listed from the top, as the table beside them is; ``days`` is what an axis of dates shows."""
    bounds, unit, shown = "", "", "General"
    if days is not None:
        step = next((step for step in _STEPS if (days[1] - days[0]) <= step * _MOST_STEPS), _STEPS[-1])
        bounds = f'<c:max val="{days[1]}"/><c:min val="{days[0]}"/>'
        unit, shown = f'<c:majorUnit val="{step}"/>', "m&quot;月&quot;d&quot;日&quot;" if step < 100 else "yyyy/m/d"
    order, crosses = ("maxMin", "max") if lying else ("minMax", "autoZero")
    category, value = ("l", "b") if lying else ("b", "l")
    ticks = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
    return (
        f'<c:catAx><c:axId val="{_CATEGORY_AXIS}"/><c:scaling><c:orientation val="{order}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{category}"/><c:numFmt formatCode="General" sourceLinked="0"/>{ticks}<c:crossAx val="{_VALUE_AXIS}"/>'
        '<c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>'
        f'<c:noMultiLvlLbl val="1"/></c:catAx><c:valAx><c:axId val="{_VALUE_AXIS}"/><c:scaling>'
        f'<c:orientation val="minMax"/>{bounds}</c:scaling><c:delete val="0"/><c:axPos val="{value}"/><c:majorGridlines><c:spPr>'
        '<a:ln w="6350"><a:solidFill><a:srgbClr val="D9D9D9"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>'
        f'<c:numFmt formatCode="{shown}" sourceLinked="0"/>{ticks}<c:crossAx val="{_CATEGORY_AXIS}"/>'
        f'<c:crosses val="{crosses}"/><c:crossBetween val="between"/>{unit}</c:valAx>'
    )


def _write_series(kind: str, number: int, names: Names, series: Series) -> str:
    name, values = series[number]
    column, last = column_letter(number + 2), len(names) + 1
    colour = f'<a:solidFill><a:srgbClr val="{_COLOURS[number % len(_COLOURS)]}"/></a:solidFill>'
    looks = {
        "pie": "".join(_write_slice(slice_number) for slice_number in range(len(names))),
        "line": f'<c:spPr><a:ln w="28575">{colour}</a:ln></c:spPr><c:marker><c:symbol val="circle"/></c:marker>',
    }
    smooth = '<c:smooth val="0"/>' if kind == "line" else ""
    unseen = kind == "gantt" and number == 0
    fill = "<a:noFill/>" if unseen else colour
    bars = f'<c:spPr>{fill}</c:spPr><c:invertIfNegative val="0"/>'
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:strRef><c:f>{SHEET}!${column}$1</c:f>'
        f"{_write_texts([name])}</c:strRef></c:tx>{looks.get(kind, bars)}"
        f"{'' if unseen else _write_labels(kind, len(names), len(series))}"
        f"<c:cat><c:strRef><c:f>{SHEET}!$A$2:$A${last}</c:f>{_write_texts(names)}</c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{SHEET}!${column}$2:${column}${last}</c:f>{_write_numbers(values)}</c:numRef></c:val>"
        f"{smooth}</c:ser>"
    )


def _write_slice(number: int) -> str:
    """A slice with a colour of its own: where a paper has no theme, LibreOffice would leave all of them white."""
    colour = f'<a:solidFill><a:srgbClr val="{_COLOURS[number % len(_COLOURS)]}"/></a:solidFill>'
    edge = '<a:ln w="9525"><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:ln>'
    return f'<c:dPt><c:idx val="{number}"/><c:bubble3D val="0"/><c:spPr>{colour}{edge}</c:spPr></c:dPt>'


def _write_labels(kind: str, entries: int, series: int) -> str:
    if entries * series > _MOST_LABELS and kind != "gantt":
        return ""
    shown = {"CatName", "Percent"} if kind == "pie" else {"Val"}
    flags = "".join(f'<c:show{name} val="{int(name in shown)}"/>' for name in _SHOW)
    days = '<c:numFmt formatCode="0&quot;天&quot;" sourceLinked="0"/>' if kind == "gantt" else ""
    return f"<c:dLbls>{days}{flags}</c:dLbls>"


def _write_texts(texts: Names) -> str:
    points = "".join(f'<c:pt idx="{i}"><c:v>{escape_xml(text)}</c:v></c:pt>' for i, text in enumerate(texts))
    return f'<c:strCache><c:ptCount val="{len(texts)}"/>{points}</c:strCache>'


def _write_numbers(values: Sequence[Decimal | None]) -> str:
    points = "".join(
        f'<c:pt idx="{i}"><c:v>{value:f}</c:v></c:pt>' for i, value in enumerate(values) if value is not None
    )
    return f'<c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>{points}</c:numCache>'
