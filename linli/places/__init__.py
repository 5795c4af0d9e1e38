"""Where: sub-district, communities, compounds, buildings down to dwellings, and overlays.

Parentage, codes and names carry dates, so that last year's report still adds up after
a redrawing. The sub-district office's registrar answers for it. Places have records;
who lives in them is not one of them.
"""
