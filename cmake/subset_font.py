"""Cuts a font down to the characters the page can show: subset_font.py IN.otf OUT CHARACTERS

CHARACTERS are Unicode ranges as in CSS (U+0020-007E,U+00B5). What the font lacks is left out. Dear ImGui reads outlines
and advances only and knows no OpenType features, so the one that matters for live figures, tabular digits (tnum), is
built into the character map, and all feature tables go. Needs fontTools; see cmake/Fonts.cmake.
"""

import sys

from fontTools import subset
from fontTools.ttLib import TTFont


def tabular_digits(font):
    """The font's own tnum substitutions, glyph name to glyph name; empty if it has none."""
    if "GSUB" not in font:
        return {}
    gsub = font["GSUB"].table
    lookups = {i for record in gsub.FeatureList.FeatureRecord if record.FeatureTag == "tnum"
               for i in record.Feature.LookupListIndex}
    mapping = {}
    for index in lookups:
        for table in gsub.LookupList.Lookup[index].SubTable:
            mapping.update(getattr(getattr(table, "ExtSubTable", table), "mapping", {}))
    return mapping


def main(source, target, characters):
    font = TTFont(source, recalcTimestamp=False)  # the same input gives the same bytes
    mapping = tabular_digits(font)
    for table in font["cmap"].tables:
        if table.isUnicode():
            for digit in range(ord("0"), ord("9") + 1):
                if digit in table.cmap:
                    table.cmap[digit] = mapping.get(table.cmap[digit], table.cmap[digit])

    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.desubroutinize = True
    options.name_IDs = [0, 1, 2, 13, 14]  # copyright, family, style, licence and its address
    options.drop_tables += ["GPOS", "GSUB", "GDEF", "DSIG"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(characters))
    subsetter.subset(font)
    font.save(target)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
