// Package codepage tells which encoding a text is in that is no UTF-8, and reads it.
package codepage

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Encoding is a way to write characters as bytes. The zero Encoding is none.
type Encoding struct {
	// Name is what people call it: "GB18030", "windows-1252".
	Name string
	code encoding.Encoding
}

// UTF8 is the encoding of every text that another is not found in.
var UTF8 = Encoding{"UTF-8", unicode.UTF8}

// UTF-16, with a mark that says so or without.
var (
	UTF16LE = Encoding{"UTF-16LE", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)}
	UTF16BE = Encoding{"UTF-16BE", unicode.UTF16(unicode.BigEndian, unicode.UseBOM)}
)

// aliases are names of encodings that databases and programs use and the WHATWG's
// Encoding Standard, by which all others go, does not know.
var aliases = map[string]string{
	"utf8mb4": "utf-8", "utf8mb3": "utf-8", "utf-8-bom": "utf-8",
	"cp936": "gb18030", "ms936": "gb18030", "gbk": "gb18030", "gb2312": "gb18030", "zhs16gbk": "gb18030", "euccn": "gb18030", "euc-cn": "gb18030",
	"cp950": "big5", "big-5": "big5", "hkscs": "big5", "zht16mswin950": "big5",
	"win1252": "windows-1252", "we8mswin1252": "windows-1252", "we8iso8859p1": "windows-1252", "latin-1": "windows-1252",
	"win1251": "windows-1251", "win1250": "windows-1250", "latin-2": "iso-8859-2", "cp932": "shift_jis", "cp949": "euc-kr", "uhc": "euc-kr",
	"ujis": "euc-jp", "eucjpms": "euc-jp",
}

// shown are the names in the spelling that people know them by.
var shown = map[string]string{"utf-8": "UTF-8", "gb18030": "GB18030", "big5": "Big5", "shift_jis": "Shift_JIS", "euc-jp": "EUC-JP", "euc-kr": "EUC-KR",
	"koi8-r": "KOI8-R", "koi8-u": "KOI8-U", "utf-16le": "UTF-16LE", "utf-16be": "UTF-16BE"}

// Named is the encoding that a person's word for it means, in the names of the WHATWG's
// Encoding Standard, MySQL, Windows or Oracle. GBK and GB2312 are parts of GB18030, and
// ISO-8859-1 of windows-1252, and are read as those.
func Named(name string) (_ Encoding, known bool) {
	name = strings.ToLower(strings.TrimSpace(name))
	if whole := aliases[name]; whole != "" {
		name = whole
	} else if whole := aliases[strings.ReplaceAll(name, "_", "-")]; whole != "" {
		name = whole
	}
	code, err := htmlindex.Get(name)
	if err != nil {
		return Encoding{}, false
	}
	name, err = htmlindex.Name(code)
	if err != nil {
		return Encoding{}, false
	}
	switch name {
	case "utf-8":
		return UTF8, true
	case "utf-16le":
		return UTF16LE, true
	case "utf-16be":
		return UTF16BE, true
	case "replacement", "x-user-defined":
		return Encoding{}, false
	}
	return named(name, code), true
}

// named spells a name as people do.
func named(name string, code encoding.Encoding) Encoding {
	switch spelling := shown[name]; {
	case spelling != "":
		name = spelling
	case strings.HasPrefix(name, "iso-"):
		name = strings.ToUpper(name)
	}
	return Encoding{name, code}
}

// Is tells whether two are the same encoding.
func (e Encoding) Is(other Encoding) bool { return e.Name == other.Name }

// Wide tells whether an encoding writes every character in two bytes or more, so that a
// line feed is no byte of its own.
func (e Encoding) Wide() bool { return e.Is(UTF16LE) || e.Is(UTF16BE) }

// Transformer turns a text in the encoding into UTF-8, bytes of no character into U+FFFD.
func (e Encoding) Transformer() transform.Transformer { return e.code.NewDecoder() }

// Decode reads a text, and tells whether all its bytes are characters. Where they are
// not, the text is not to be used.
func (e Encoding) Decode(text string) (_ string, whole bool) {
	if e.code == nil {
		return "", false
	}
	decoded, _, err := transform.String(e.code.NewDecoder(), text)
	if err != nil {
		return "", false
	}
	for _, r := range decoded {
		// Windows' code pages leave a few bytes free, which the decoder gives as C1.
		if r == utf8.RuneError || r >= 0x80 && r < 0xA0 && r != 0x85 {
			return "", false
		}
	}
	return decoded, true
}

// Encoder turns UTF-8 into the encoding.
func (e Encoding) Encoder() *encoding.Encoder { return e.code.NewEncoder() }
