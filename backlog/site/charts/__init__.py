"""Geometry of the charts: figures in, numbers for SVG attributes out. Templates draw.

x counts thousandths of the drawing's width, y pixels from its top: a chart is as wide as its place and
as high as it says, and its words keep their size on every screen. A page draws one in three steps:

1. In `pages/<name>.py` make the geometry:

       chart = line_chart([Series(name=_, points=[(day, figure), …], step=True)], first, last,
                          levels=[Level(name=_, value=target)])
       chart = bar_chart([Bars(label=week.first, values=(3, 5), partial=not week.complete), …])

2. In the template draw it, with a title and a description for those who do not see it:

       {% from "partials/charts.html" import line_chart, bar_chart %}
       {{ line_chart("burn-up", chart, _("…"), _("…")) }}
       {{ bar_chart("weeks", chart, _("…"), _("…")) }}

3. Say in a sentence above it what it shows today, and give its figures as a table in a fold below.

Names are message ids where they are words of ours: the template says them with `_`. Series are told
apart by their strokes (`solid`, `dashed`, `dotted`) or by fill and outline, never by colour alone.
"""

from backlog.site.charts.bands import BandChart, Layer, band_chart
from backlog.site.charts.columns import BarChart, Bars, bar_chart
from backlog.site.charts.lines import Level, LineChart, Series, line_chart
from backlog.site.charts.rows import Strip, length, strip
from backlog.site.charts.scale import WIDTH, spread
from backlog.site.charts.scatter import Scatter, scatter

__all__ = [
    "WIDTH",
    "BandChart",
    "BarChart",
    "Bars",
    "Layer",
    "Level",
    "LineChart",
    "Scatter",
    "Series",
    "Strip",
    "band_chart",
    "bar_chart",
    "length",
    "line_chart",
    "scatter",
    "spread",
    "strip",
]
