package stream

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
)

// way is how a column's values come about.
type way uint8

const (
	constant way = iota
	text         // letters, low to high of them
	whole        // numbers from low to high
	real         // numbers from least to below most, of all that there are
	short        // the same, with so many places: low to low+span of the last one
	moment       // milliseconds from low to high, in steps
	weighed      // 1 for high of low+high rows
)

// maker makes the values of one column.
type maker struct {
	column rows.Column
	way    way
	seed   uint64
	value  []byte // of a constant
	// low and span: values are low, low+1 … low+span; of moments, in steps of a second or a
	// millisecond.
	low         int64
	span        uint64
	least, most float64
	millis      bool
	scale       uint64 // of a short number: 10 to the power of its places
}

// newMaker reads a column's description. Number is the column's, from 0.
func newMaker(table string, number int, c Column, seed int64) (*maker, error) {
	m := &maker{seed: columnSeed(seed, number)}
	m.column.Sound = true
	m.column.Name = c.Name
	if c.Name == "" {
		m.column.Name = "column_" + strconv.Itoa(number+1)
	}
	wrong := func(id string, pairs ...any) error {
		return fault.New(fault.Input, id, append([]any{"Table", table, "Column", m.column.Name}, pairs...)...)
	}
	kind := strings.ToLower(c.Type)
	if kind == "" {
		kind = String
	}
	if c.Value == "" && strings.TrimSpace(c.Random) == "" && kind != String && kind != Bytes {
		return nil, wrong("fault.stream.neither")
	}
	random := c.Value == "" && strings.TrimSpace(c.Random) != ""
	from, to, pair := strings.Cut(c.Random, ",")
	from, to = strings.TrimSpace(from), strings.TrimSpace(to)
	if random && (!pair || from == "" || to == "" || strings.Contains(to, ",")) {
		return nil, wrong("fault.stream.random", "Random", c.Random)
	}
	ok := true
	switch kind {
	case String, Bytes:
		ok = m.letters(kind, c.Value, random, from, to)
	case Long:
		ok = m.wholes(c.Value, random, from, to)
	case Double:
		ok = m.reals(c.Value, random, from, to)
	case Bool:
		ok = m.truths(c.Value, random, from, to)
	case Date:
		format, letter := parseFormat(c.Format)
		if letter != "" {
			return nil, wrong("fault.stream.format", "Format", c.Format, "Letter", letter)
		}
		ok = m.moments(format, c.Value, random, from, to)
	default:
		return nil, wrong("fault.stream.type", "Type", c.Type, "Types", strings.Join(Types, ", "))
	}
	switch {
	case ok:
		return m, nil
	case random:
		return nil, wrong("fault.stream.range."+kind, "Random", c.Random, "Format", c.Format, "Longest", longest)
	}
	return nil, wrong("fault.stream.value", "Value", c.Value, "Type", kind, "Format", c.Format)
}

// between sets the range of values that are whole numbers.
func (m *maker) between(low, high int64) bool {
	m.low, m.span = low, uint64(high)-uint64(low)
	return low <= high
}

func (m *maker) letters(kind, value string, random bool, from, to string) bool {
	size, chars := len(value), utf8.RuneCountInString(value)
	if !random {
		m.value = []byte(value)
	} else {
		low, err := strconv.ParseInt(from, 10, 64)
		high, also := strconv.ParseInt(to, 10, 64)
		if err != nil || also != nil || low < 0 || high > longest || !m.between(low, high) {
			return false
		}
		m.way, size, chars = text, int(high), int(high)
	}
	m.column.Kind, m.column.Type = rows.Text, textType(chars, size)
	if kind == Bytes {
		m.column.Kind, m.column.Type = rows.Binary, bytesType(size)
	}
	return size <= longest && (kind == Bytes || utf8.ValidString(value))
}

func (m *maker) wholes(value string, random bool, from, to string) bool {
	m.column.Kind, m.column.Type = rows.Integer, "bigint"
	if !random {
		n, err := strconv.ParseInt(value, 10, 64)
		m.value = strconv.AppendInt(nil, n, 10)
		return err == nil
	}
	m.way = whole
	low, err := strconv.ParseInt(from, 10, 64)
	high, also := strconv.ParseInt(to, 10, 64)
	return err == nil && also == nil && m.between(low, high)
}

func (m *maker) reals(value string, random bool, from, to string) bool {
	m.column.Kind, m.column.Type = rows.Double, "double"
	if !random {
		n, err := strconv.ParseFloat(value, 64)
		m.value = strconv.AppendFloat(nil, n, 'g', -1, 64)
		return err == nil && !math.IsInf(n, 0) && !math.IsNaN(n)
	}
	m.way = real
	var err, also error
	m.least, err = strconv.ParseFloat(from, 64)
	m.most, also = strconv.ParseFloat(to, 64)
	width := m.most - m.least
	if err != nil || also != nil || width < 0 || math.IsInf(width, 0) {
		return false
	}
	m.shorten()
	return true
}

// shorten has numbers made of whole ones and a point, which is several times as fast as
// printing a floating number. It takes as many places as leave 15 digits: those a DOUBLE
// gives back as they were. Ranges that this does not suit stay as they are.
func (m *maker) shorten() {
	for places, scale := 0, 1.0; places <= 15; places, scale = places+1, scale*10 {
		low, high := m.least*scale, m.most*scale
		if max(-low, high, low, -high) >= 1e15 {
			break
		}
		if low == math.Trunc(low) && high == math.Trunc(high) {
			m.way, m.scale = short, uint64(scale)
			m.low, m.span = int64(low), uint64(max(int64(high)-int64(low)-1, 0))
		}
	}
	if m.way == short && m.span < 1e9 {
		m.way = real // few values, of a range that lies far from zero
	}
}

// appendShort prints a number of so many parts of its scale.
func appendShort(b []byte, n int64, scale uint64) []byte {
	size := uint64(n)
	if n < 0 {
		b, size = append(b, '-'), -size
	}
	b = appendDigits(b, size/scale)
	rest := size % scale
	if rest == 0 {
		return b
	}
	point := len(b)
	b = appendDigits(b, scale+rest) // the 1 of the scale keeps the zeros behind it
	b[point] = '.'
	for b[len(b)-1] == '0' {
		b = b[:len(b)-1]
	}
	return b
}

func (m *maker) truths(value string, random bool, from, to string) bool {
	m.column.Kind, m.column.Type = rows.Integer, "tinyint(1)"
	if !random {
		truth, known := map[string]string{"true": "1", "1": "1", "false": "0", "0": "0"}[strings.ToLower(value)]
		m.value = []byte(truth)
		return known
	}
	m.way = weighed
	no, err := strconv.ParseUint(from, 10, 31)
	yes, also := strconv.ParseUint(to, 10, 31)
	if no == yes {
		no, yes = 1, 1
	}
	m.low, m.span = int64(no), no+yes
	return err == nil && also == nil
}

func (m *maker) moments(format []item, value string, random bool, from, to string) bool {
	m.column.Kind, m.column.Type = rows.DateTime, "datetime"
	if m.millis = hasMillis(format); m.millis {
		m.column.Type = "datetime(3)"
	}
	if !random {
		at, ok := parseMoment(format, value)
		m.value = appendMoment(nil, at, m.millis)
		return ok
	}
	m.way = moment
	low, ok := parseMoment(format, from)
	high, also := parseMoment(format, to)
	if !m.millis {
		low, high = low/1000, high/1000 // both are whole seconds
	}
	return ok && also && m.between(low, high)
}

// append appends the value of a row, which counts from 0.
func (m *maker) append(b []byte, row uint64) []byte {
	if m.way == constant {
		return append(b, m.value...)
	}
	state := m.seed + (row+1)*golden
	z := mix(state)
	switch m.way {
	case text:
		return appendLetters(b, z, int(m.low)+int(m.step(z)))
	case whole:
		return appendInt(b, int64(uint64(m.low)+m.step(z)))
	case short:
		return appendShort(b, m.low+int64(m.step(z)), m.scale)
	case real:
		const parts = 1 << 53
		return strconv.AppendFloat(b, m.least+(m.most-m.least)*(float64(z>>11)/parts), 'g', -1, 64)
	case moment:
		at := m.low + int64(m.step(z))
		if !m.millis {
			at *= 1000
		}
		return appendMoment(b, at, m.millis)
	default:
		if below(z, m.span) >= uint64(m.low) {
			return append(b, '1')
		}
		return append(b, '0')
	}
}

// step is a number from 0 to the span.
func (m *maker) step(z uint64) uint64 {
	if m.span == math.MaxUint64 {
		return z
	}
	return below(z, m.span+1)
}

// textType and bytesType are the types that hold values up to so long. Beyond 4096
// characters a value no longer lies within its row.
func textType(chars, size int) string {
	switch {
	case chars <= 4096:
		return "varchar(" + strconv.Itoa(max(chars, 1)) + ")"
	case size < 1<<16:
		return "text"
	case size < 1<<24:
		return "mediumtext"
	}
	return "longtext"
}

func bytesType(size int) string {
	switch {
	case size <= 4096:
		return "varbinary(" + strconv.Itoa(max(size, 1)) + ")"
	case size < 1<<16:
		return "blob"
	case size < 1<<24:
		return "mediumblob"
	}
	return "longblob"
}
