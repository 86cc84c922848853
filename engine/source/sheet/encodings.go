package sheet

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/traditionalchinese"
)

// named are encodings by names that the WHATWG's Encoding Standard gives to others, or does
// not have: ISO-8859-1 and -9 are to it the Windows encodings, which have letters where they
// have control characters; and Java, MySQL and Windows have names of their own.
var named = map[string]encoding.Encoding{
	"iso-8859-1": charmap.ISO8859_1, "iso8859-1": charmap.ISO8859_1, "latin1": charmap.ISO8859_1, "latin-1": charmap.ISO8859_1,
	"iso-8859-9": charmap.ISO8859_9, "iso8859-9": charmap.ISO8859_9, "latin5": charmap.ISO8859_9,
	"cp437": charmap.CodePage437, "ibm437": charmap.CodePage437, "cp850": charmap.CodePage850, "ibm850": charmap.CodePage850,
	"cp852": charmap.CodePage852, "ibm852": charmap.CodePage852, "cp858": charmap.CodePage858, "cp866": charmap.CodePage866,
	"cp932": japanese.ShiftJIS, "ms932": japanese.ShiftJIS, "windows-31j": japanese.ShiftJIS, "sjis": japanese.ShiftJIS,
	"ujis": japanese.EUCJP, "eucjpms": japanese.EUCJP, "eucjp": japanese.EUCJP,
	"cp949": korean.EUCKR, "ms949": korean.EUCKR, "uhc": korean.EUCKR, "euckr": korean.EUCKR,
	"cp950": traditionalchinese.Big5, "ms950": traditionalchinese.Big5, "big5-hkscs": traditionalchinese.Big5,
}

// otherNamed is the encoding of a name, and the name in one spelling, where it is none of
// those that are read here; nil for one that is not known, or whose bytes mean different
// things by what stood before them.
func otherNamed(name string) (spelt string, _ encoding.Encoding) {
	spelt = strings.ToLower(strings.TrimSpace(name))
	if spelt != "shift_jis" {
		spelt = strings.ReplaceAll(spelt, "_", "-")
	}
	if code := named[spelt]; code != nil {
		return spelt, code
	}
	for _, known := range []string{spelt, strings.Replace(spelt, "cp125", "windows-125", 1), strings.Replace(spelt, "iso8859", "iso-8859", 1)} {
		code, err := htmlindex.Get(known)
		if err != nil {
			continue
		}
		switch code {
		case encoding.Replacement, japanese.ISO2022JP:
			return "", nil
		}
		if known, err = htmlindex.Name(code); err != nil {
			continue
		}
		switch known {
		case "utf-8", "utf-16le", "utf-16be", "gbk", "gb18030", "x-user-defined":
			return "", nil
		}
		return known, code
	}
	return "", nil
}

// decodeOther turns bytes of any other encoding into characters. To its decoder the
// replacement character stands for what makes no sense: none of these encodings has it.
func (d *decoder) decodeOther(p, b []byte) (n, used int, err error) {
	d.other.Reset()
	n, used, _ = d.other.Transform(p, b, d.ended) // that p is full or b too short, its results tell
	bad := bytes.Index(p[:n], []byte(string(utf8.RuneError)))
	if bad < 0 {
		return n, used, nil
	}
	d.other.Reset()
	n, used, _ = d.other.Transform(p[:bad], b, d.ended)
	lines := int64(bytes.Count(p[:n], []byte{'\n'}))
	d.line += lines
	wrong := d.wrong(used)
	d.line -= lines
	wrong.cut = d.ended && used == len(b)-1 && d.wideBytes()
	return n, used, wrong
}

// wideBytes tells whether a character may have several bytes.
func (d *decoder) wideBytes() bool {
	_, code := otherNamed(d.encoding)
	_, single := code.(*charmap.Charmap)
	return !single
}
