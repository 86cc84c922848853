package sheet

import (
	"bytes"
	"errors"
	"io"
)

// maxToken is the most bytes that one tag, or one run of text between tags, may
// take in a workbook's XML. A cell holds 32,767 characters at most.
const maxToken = 16 << 20

// tokenKind is what a token of XML is.
type tokenKind uint8

const (
	opening tokenKind = iota
	closing
	characterData
)

// token is a tag or a run of text. Its bytes hold until the next token.
type token struct {
	kind  tokenKind
	name  []byte // of a tag, without its prefix
	attrs []byte // of an opening tag, as written
	alone bool   // an opening tag that closes itself
	text  []byte // with its entities, unless raw
	raw   bool   // of a CDATA section
}

// markup reads XML token by token, in the part of the language that workbooks use:
// UTF-8, no document type. It checks no more than it needs to find its way.
type markup struct {
	in     io.Reader
	buf    []byte
	at, to int
	ended  bool
}

func newMarkup(in io.Reader) *markup { return &markup{in: in, buf: make([]byte, 128<<10)} }

var (
	errMarkup = newFlaw("sheet.flaw.xml")
	errToken  = newFlaw("sheet.flaw.token", "Size", maxToken>>20)
	errCut    = newFlaw("sheet.flaw.cut")
)

// next gives the next token; io.EOF at the end. Comments and instructions are
// passed over.
func (m *markup) next(t *token) error {
	for {
		if err := m.need(1); err != nil {
			return err
		}
		if m.buf[m.at] != '<' {
			end, err := m.find(0, '<')
			if err != nil && !errors.Is(err, io.EOF) {
				return err
			}
			*t = token{kind: characterData, text: m.buf[m.at : m.at+end]}
			m.at += end
			return nil
		}
		if err := m.need(2); err != nil {
			return unfinished(err)
		}
		switch m.buf[m.at+1] {
		case '?':
			if _, err := m.through("?>"); err != nil {
				return err
			}
		case '!':
			done, err := m.declaration(t)
			if done || err != nil {
				return err
			}
		default:
			return m.tag(t)
		}
	}
}

// unfinished turns an end where there must be none into an error of its own.
func unfinished(err error) error {
	if errors.Is(err, io.EOF) {
		return errCut
	}
	return err
}

// declaration passes over a comment and reads a CDATA section.
func (m *markup) declaration(t *token) (done bool, err error) {
	const section = "<![CDATA["
	if err := m.need(len(section)); err != nil {
		return false, unfinished(err)
	}
	start := m.buf[m.at:m.to]
	switch {
	case bytes.HasPrefix(start, []byte("<!--")):
		m.at += 4
		_, err := m.through("-->")
		return false, err
	case bytes.HasPrefix(start, []byte(section)):
		m.at += len(section)
		text, err := m.through("]]>")
		*t = token{kind: characterData, text: text, raw: true}
		return true, err
	}
	return false, errMarkup
}

// through passes over everything up to and with end, and gives what stood before it.
func (m *markup) through(end string) ([]byte, error) {
	for from := 0; ; {
		n, err := m.find(from, end[0])
		if err != nil {
			return nil, unfinished(err)
		}
		if err := m.need(n + len(end)); err != nil {
			return nil, unfinished(err)
		}
		if string(m.buf[m.at+n:m.at+n+len(end)]) == end {
			text := m.buf[m.at : m.at+n]
			m.at += n + len(end)
			return text, nil
		}
		from = n + 1
	}
}

// tag reads a tag. A > within an attribute's quotes does not end it.
func (m *markup) tag(t *token) error {
	end, quote := 1, byte(0)
	for ; ; end++ {
		if m.at+end >= m.to {
			if err := m.need(end + 1); err != nil {
				return unfinished(err)
			}
		}
		c := m.buf[m.at+end]
		if quote == 0 && c == '>' {
			break
		}
		if c == quote {
			quote = 0
		} else if quote == 0 && (c == '"' || c == '\'') {
			quote = c
		}
	}
	body := m.buf[m.at+1 : m.at+end]
	m.at += end + 1
	*t = token{}
	if len(body) > 0 && body[0] == '/' {
		t.kind, body = closing, body[1:]
	} else if n := len(body); n > 0 && body[n-1] == '/' {
		t.alone, body = true, body[:n-1]
	}
	t.name = body
	for n, c := range body {
		if isBlank(c) {
			t.name, t.attrs = body[:n], body[n+1:]
			break
		}
	}
	if n := bytes.IndexByte(t.name, ':'); n >= 0 {
		t.name = t.name[n+1:]
	}
	if len(t.name) == 0 {
		return errMarkup
	}
	return nil
}

// find is the distance of c from the position, looking from a distance on. Where
// the text ends first it is the distance of the end, with io.EOF.
func (m *markup) find(from int, c byte) (int, error) {
	for {
		if n := bytes.IndexByte(m.buf[m.at+from:m.to], c); n >= 0 {
			return from + n, nil
		}
		from = m.to - m.at
		if err := m.need(from + 1); err != nil {
			return from, err
		}
	}
}

// need makes sure that n bytes follow the position; io.EOF where they do not.
func (m *markup) need(n int) error {
	for m.to-m.at < n {
		if m.ended {
			return io.EOF
		}
		if m.at > 0 {
			m.to = copy(m.buf, m.buf[m.at:m.to])
			m.at = 0
		}
		if m.to == len(m.buf) {
			if len(m.buf) >= maxToken {
				return errToken
			}
			m.buf = append(m.buf, make([]byte, len(m.buf))...)
		}
		size, err := m.in.Read(m.buf[m.to:])
		m.to += size
		if errors.Is(err, io.EOF) {
			m.ended = true
		} else if err != nil {
			return err
		}
	}
	return nil
}

// is compares a tag's name.
func (t *token) is(name string) bool { return string(t.name) == name }

// attr is an attribute's value as written, nil where there is none. The name is
// compared without its prefix.
func (t *token) attr(name string) []byte {
	for b := t.attrs; ; {
		b = trimBlanks(b)
		n := bytes.IndexByte(b, '=')
		if n < 0 {
			return nil
		}
		key := b[:n]
		for len(key) > 0 && isBlank(key[len(key)-1]) {
			key = key[:len(key)-1]
		}
		if n := bytes.IndexByte(key, ':'); n >= 0 {
			key = key[n+1:]
		}
		b = trimBlanks(b[n+1:])
		if len(b) == 0 || b[0] != '"' && b[0] != '\'' {
			return nil
		}
		end := bytes.IndexByte(b[1:], b[0])
		if end < 0 {
			return nil
		}
		if string(key) == name {
			return b[1 : 1+end]
		}
		b = b[end+2:]
	}
}

// isBlank tells white space as XML has it.
func isBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

func trimBlanks(b []byte) []byte {
	for len(b) > 0 && isBlank(b[0]) {
		b = b[1:]
	}
	return b
}

// attrText is an attribute's value as text, empty where there is none.
func (t *token) attrText(name string) string { return string(appendUnescaped(nil, t.attr(name))) }

// attrInt is an attribute's value as a number of up to nine digits, or missing where
// there is none.
func (t *token) attrInt(name string, missing int) int {
	value := t.attr(name)
	if len(value) == 0 || len(value) > 9 {
		return missing
	}
	n := 0
	for _, c := range value {
		if !isDigit(c) {
			return missing
		}
		n = n*10 + int(c-'0')
	}
	return n
}
