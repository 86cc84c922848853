package profiles

import (
	"net/url"
	"path"
	"regexp"
	"strings"
)

// The scheme of an address. One letter alone is a Windows drive.
var scheme = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9+.:-]+)://`)

// generated is the address of generated rows: what they are is the plan's to say.
const generated = "stream:"

// kindOfFile are the endings of files that can be read. Behind those of delimited text
// .gz may stand.
var kindOfFile = map[string]Kind{
	".xlsx": Workbook, ".xlsm": Workbook,
	".csv": Delimited, ".tsv": Delimited, ".txt": Delimited,
}

// Parse reads an address: a server's URL (mysql, mariadb, oceanbase, postgres), "practice" or
// "practice/DATABASE", the path or file URL of a spreadsheet or delimited text, or
// "stream:" for generated rows. A file URL that begins with csv: instead is of delimited
// text, whatever its name ends with.
// What URLs give a meaning to must be percent-encoded, except that a user's @ and #
// (tenant and cluster) may stand as they are.
//
// An error is an *Error of kind BadInput and never repeats the text.
func Parse(text string) (Address, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return Address{}, newError(BadInput, "empty")
	}
	if strings.ContainsFunc(text, isControl) {
		return Address{}, newError(BadInput, "control")
	}
	if m := scheme.FindStringSubmatch(text); m != nil {
		rest := text[len(m[0]):]
		switch strings.ToLower(m[1]) {
		case "mysql", "mariadb":
			return parseServer(MySQL, 3306, rest)
		case "oceanbase":
			return parseServer(OceanBase, 2881, rest)
		case "postgres", "postgresql":
			return parseServer(Postgres, 5432, rest)
		case "file":
			return parseFileURL(rest, "")
		case "csv":
			return parseFileURL(rest, Delimited)
		}
		return Address{}, newError(BadInput, "scheme", "Scheme", m[1])
	}
	if isCommand(text) {
		return Address{}, newError(BadInput, "commandline")
	}
	if kind, ok := fileKind(text); ok {
		return Address{Kind: kind, Path: text}, nil
	}
	if text == generated {
		return Address{Kind: Generated}, nil
	}
	if text == "practice" {
		return Address{Kind: Practice}, nil
	}
	if database, ok := strings.CutPrefix(text, "practice/"); ok {
		return parsePractice(database)
	}
	return Address{}, unknown(text)
}

func parsePractice(database string) (Address, error) {
	name, err := unescape(database)
	if err != nil || strings.ContainsAny(database, "/?#@") {
		return Address{}, newError(BadInput, "database")
	}
	return Address{Kind: Practice, Database: name}, nil
}

// parseFileURL reads what follows "file://": a host, mostly empty, and a path. The file is
// of the given kind, or of the one that its name ends with.
func parseFileURL(rest string, kind Kind) (Address, error) {
	name, err := unescape(rest)
	if err != nil {
		return Address{}, newError(BadInput, "escape")
	}
	switch {
	case strings.HasPrefix(name, "localhost/"):
		name = strings.TrimPrefix(name, "localhost")
	case name != "" && !strings.HasPrefix(name, "/") && !strings.HasPrefix(name, ".") && strings.Contains(name, "/") && !hasDrive(name):
		name = "//" + name // a share: file://server/share/book.xlsx
	}
	if strings.HasPrefix(name, "/") && hasDrive(name[1:]) {
		name = name[1:] // file:///C:/book.xlsx
	}
	if kind == "" {
		var ok bool
		if kind, ok = fileKind(name); !ok {
			return Address{}, unknown(name)
		}
	}
	if name == "" {
		return Address{}, newError(BadInput, "empty")
	}
	return Address{Kind: kind, Path: name}, nil
}

// hasDrive tells whether a path begins with a Windows drive.
func hasDrive(name string) bool {
	return len(name) > 2 && name[1] == ':' && (name[2] == '/' || name[2] == '\\') &&
		('a' <= name[0]|0x20 && name[0]|0x20 <= 'z')
}

func fileKind(name string) (Kind, bool) {
	packed, isPacked := strings.CutSuffix(strings.ToLower(name), ".gz")
	if isPacked {
		name = packed
	}
	kind, ok := kindOfFile[extension(name)]
	return kind, ok && (!isPacked || kind == Delimited)
}

// extension is a path's ending in lower case; a backslash separates as a slash does.
func extension(name string) string {
	return strings.ToLower(path.Ext(strings.ReplaceAll(name, `\`, "/")))
}

// unknown says that a text is no address. It shows the text only where that cannot
// hold a password.
func unknown(text string) *Error {
	switch ext := extension(text); {
	case hasOption(text), isClient(text):
		return newError(BadInput, "commandline")
	case strings.ContainsAny(text, "@:") && !hasDrive(text):
		return newError(BadInput, "unknown")
	case ext == ".xls", ext == ".ods", ext == ".et":
		return newError(BadInput, "oldfile", "Path", text, "Ending", ext)
	case shown.MatchString(text) && ending.MatchString(ext):
		return newError(BadInput, "file", "Path", text, "Ending", ext)
	case shown.MatchString(text) && ext == "":
		return newError(BadInput, "name", "Name", text)
	}
	return newError(BadInput, "unknown")
}

func isControl(r rune) bool { return r < ' ' || r == 0x7f }

// unescape decodes %XX; a plus is a plus. The result holds no control characters,
// since no server's names do.
func unescape(s string) (string, error) {
	decoded, err := url.PathUnescape(s)
	if err != nil || strings.ContainsFunc(decoded, isControl) {
		return "", newError(BadInput, "escape")
	}
	return decoded, nil
}
