#!/bin/sh
# Makes the three embedded faces of the window from Debian's fonts-noto-cjk: every
# character of GB2312, Latin-1, the marks and lines that the window draws, and
# whatever else stands in the translation files. Needs python3 with fonttools.
#
#   scripts/fonts.sh [folder of NotoSansCJK-{Regular,Bold}.ttc]
set -eu
cd "$(dirname "$0")/.."
from=${1:-/usr/share/fonts/opentype/noto}
to=views/fonts
chars=$(mktemp)
trap 'rm -f "$chars"' EXIT

python3 - "$chars" <<'PY'
import glob, sys
want = set()
for high in range(0xA1, 0xF8):
    for low in range(0xA1, 0xFF):
        try:
            want.add(bytes((high, low)).decode("gb2312"))
        except UnicodeDecodeError:
            pass
for first, last in ((0x20, 0x7E), (0xA0, 0xFF), (0x2010, 0x2027), (0x2030, 0x205E), (0x20A0, 0x20BF),
                    (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2460, 0x24FF), (0x2500, 0x257F), (0x2580, 0x25FF),
                    (0x2600, 0x27BF), (0x3000, 0x303F), (0xFF00, 0xFFEF)):
    want.update(map(chr, range(first, last + 1)))
for name in glob.glob("engine/words/*/*.json"):
    want.update(open(name, encoding="utf-8").read())
want.add("\ufffd")
open(sys.argv[1], "w", encoding="utf-8").write("".join(sorted(c for c in want if c >= " ")))
PY

# Quotation marks and the ellipsis are a whole character wide in Chinese. Their
# narrow forms, for English, stand at U+E000 and after in the order of the list.
subset() {
	python3 - "$from/$1" "$2" "$to/$3" "$chars" <<'PY'
import sys
from fontTools import subset
from fontTools.ttLib import TTFont
source, number, to, chars = sys.argv[1:]
font = TTFont(source, fontNumber=int(number))
narrow = {}
for record in font["GSUB"].table.FeatureList.FeatureRecord:
    if record.FeatureTag == "pwid":
        for index in record.Feature.LookupListIndex:
            for table in font["GSUB"].table.LookupList.Lookup[index].SubTable:
                narrow.update(getattr(table, "ExtSubTable", table).mapping)
names = font.getBestCmap()
for table in font["cmap"].tables:
    if table.isUnicode() and table.format in (4, 12):
        for i, wide in enumerate("\u2018\u2019\u201c\u201d\u2026"):
            table.cmap[0xE000 + i] = narrow.get(names[ord(wide)], names[ord(wide)])
options = subset.Options(layout_features=[], hinting=False, desubroutinize=True)
subsetter = subset.Subsetter(options)
subsetter.populate(text=open(chars, encoding="utf-8").read() + "".join(map(chr, range(0xE000, 0xE005))))
subsetter.subset(font)
subset.save_font(font, to, options)
PY
}
subset NotoSansCJK-Regular.ttc 2 regular.otf
subset NotoSansCJK-Bold.ttc 2 bold.otf
subset NotoSansCJK-Regular.ttc 7 mono.otf
ls -l "$to"
