package profiles

import (
	"fmt"
	"net"
	"path"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// URL is the address as [Parse] reads it, without the password.
func (a Address) URL() string {
	switch a.Kind {
	case Workbook, Delimited:
		return a.fileURL()
	case Generated:
		return generated
	case Practice:
		if a.Database == "" {
			return "practice"
		}
		return "practice/" + escapeDots(escape(a.Database))
	}
	var b strings.Builder
	b.WriteString(string(a.Kind) + "://")
	if a.User != "" {
		b.WriteString(escape(a.User) + "@")
	}
	b.WriteString(strings.Replace(a.address(), "%", "%25", 1))
	if a.Database != "" {
		b.WriteString("/" + escape(a.Database))
	}
	names := make([]string, 0, len(a.Params))
	for name := range a.Params {
		names = append(names, name)
	}
	sort.Strings(names)
	for i, name := range names {
		b.WriteString([]string{"?", "&"}[min(i, 1)] + name + "=" + escape(a.Params[name]))
	}
	return b.String()
}

// String is the URL: a password is not printed by accident.
func (a Address) String() string { return a.URL() }

// fileURL is a file's path as it is, or a file URL where Parse would take the path
// for something else.
func (a Address) fileURL() string {
	if again, err := Parse(a.Path); err == nil && again.Path == a.Path && again.Kind == a.Kind {
		return a.Path
	}
	scheme := "file://"
	if kind, known := fileKind(a.Path); a.Kind == Delimited && (!known || kind != Delimited) {
		scheme = "csv://" // its name does not tell
	}
	switch {
	case hasDrive(a.Path):
		return scheme + "/" + escapePath(a.Path)
	case strings.HasPrefix(a.Path, "/"), strings.HasPrefix(a.Path, "."):
		return scheme + escapePath(a.Path)
	}
	return scheme + "./" + escapePath(a.Path)
}

// address is host:port, with brackets around IPv6.
func (a Address) address() string {
	return net.JoinHostPort(a.Host, strconv.Itoa(a.Port))
}

// Label is the address in short, for people: a file's name, a database and its host.
func (a Address) Label() string {
	switch {
	case a.Kind == Workbook || a.Kind == Delimited:
		return path.Base(strings.ReplaceAll(a.Path, `\`, "/"))
	case a.Kind == Generated:
		return "stream"
	case a.Kind == Practice && a.Database == "":
		return "practice"
	case a.Kind == Practice:
		return "practice/" + a.Database
	case a.Database == "":
		return a.address()
	}
	return a.Database + " @ " + a.address()
}

// escape percent-encodes whatever is neither a letter, a digit nor one of "-._~".
// Letters of any script stay readable.
func escape(s string) string {
	return encode(s, "-._~")
}

func escapePath(s string) string {
	return encode(s, "-._~/:\\()+,=!$'&;@")
}

// escapeDots keeps a database's name from looking like a file's.
func escapeDots(s string) string { return strings.ReplaceAll(s, ".", "%2E") }

func encode(s, plain string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		letter := r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
		if letter || (r < utf8.RuneSelf && strings.ContainsRune(plain, r)) {
			b.WriteString(s[i : i+size])
		} else {
			for _, c := range []byte(s[i : i+size]) {
				fmt.Fprintf(&b, "%%%02X", c)
			}
		}
		i += size
	}
	return b.String()
}
