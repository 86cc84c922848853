package stream

import (
	"strings"
	"time"
)

// item is a part of a date's format: a field, named by its letter, or text that stands
// there as it is (letter 0).
type item struct {
	letter byte
	width  int
	text   string
}

// known are the letters of SimpleDateFormat that are read. Those of eras, weeks, days of
// the week and time zones are not.
const known = "yMdHkKhmsSa"

// parseFormat reads a format; letter is the one that is not known, "'" for a quote that
// is never closed, and "" where all is well.
func parseFormat(format string) (items []item, letter string) {
	if format == "" {
		format = "yyyy-MM-dd HH:mm:ss"
	}
	for i := 0; i < len(format); {
		c := format[i]
		switch {
		case c == '\'':
			text, next := quotedText(format, i+1)
			if next < 0 {
				return nil, "'"
			}
			items, i = append(items, item{text: text}), next
		case 'a' <= c|0x20 && c|0x20 <= 'z':
			width := 1
			for i+width < len(format) && format[i+width] == c {
				width++
			}
			if strings.IndexByte(known, c) < 0 {
				return nil, string(c)
			}
			items, i = append(items, item{letter: c, width: width}), i+width
		default:
			items, i = append(items, item{text: format[i : i+1]}), i+1
		}
	}
	return items, ""
}

// quotedText is the text that a quote opened before i, and the place behind the quote that
// closes it, -1 where none does. Two quotes are one.
func quotedText(format string, i int) (text string, next int) {
	if i < len(format) && format[i] == '\'' {
		return "'", i + 1
	}
	var b strings.Builder
	for ; i < len(format); i++ {
		if format[i] != '\'' {
			b.WriteByte(format[i])
			continue
		}
		if i+1 == len(format) || format[i+1] != '\'' {
			return b.String(), i + 1
		}
		b.WriteByte('\'')
		i++
	}
	return "", -1
}

func hasMillis(format []item) bool {
	for _, it := range format {
		if it.letter == 'S' {
			return true
		}
	}
	return false
}

// parseMoment reads a moment, in milliseconds since 1970 without regard to a time zone.
// What follows the last field is not looked at, as SimpleDateFormat does not; a day that
// there is not is refused, where SimpleDateFormat takes the next that there is. Years are
// 0 to 9999: those that a DATETIME holds.
func parseMoment(format []item, text string) (at int64, ok bool) {
	field := map[byte]int{'y': 1970, 'M': 1, 'd': 1}
	half := -1
	for i, it := range format {
		switch {
		case it.letter == 0:
			rest, found := strings.CutPrefix(text, it.text)
			if !found {
				return 0, false
			}
			text = rest
		case it.letter == 'a':
			if half, text, ok = readHalf(text); !ok {
				return 0, false
			}
		case it.letter == 'M' && it.width > 2:
			if field['M'], text, ok = readMonth(text); !ok {
				return 0, false
			}
		default:
			most := 9
			if i+1 < len(format) && format[i+1].letter != 0 {
				most = it.width // fields that touch are as wide as their letters
			}
			digits := len(text) - len(strings.TrimLeft(text, "0123456789"))
			digits = min(digits, most)
			if digits == 0 {
				return 0, false
			}
			n := 0
			for _, c := range []byte(text[:digits]) {
				n = n*10 + int(c-'0')
			}
			if it.letter == 'y' && it.width == 2 && digits == 2 {
				n += 2000
				if n >= 2070 { // as the server takes years of two digits
					n -= 100
				}
			}
			field[it.letter], text = n, text[digits:]
		}
	}
	return assemble(field, half)
}

// assemble puts fields together; half is 0 for the morning, 1 for the afternoon, -1 unknown.
func assemble(field map[byte]int, half int) (at int64, ok bool) {
	hour := field['H']
	if k, given := field['k']; given {
		if k < 1 || k > 24 {
			return 0, false
		}
		hour = k % 24
	}
	for _, letter := range []byte("Kh") {
		if twelve, given := field[letter]; given {
			if twelve > 12 || letter == 'K' && twelve > 11 || letter == 'h' && twelve < 1 {
				return 0, false
			}
			hour = twelve%12 + 12*max(half, 0)
		}
	}
	year, month, day := field['y'], field['M'], field['d']
	if year > 9999 || hour > 23 || field['m'] > 59 || field['s'] > 59 || field['S'] > 999 {
		return 0, false
	}
	t := time.Date(year, time.Month(month), day, hour, field['m'], field['s'], 0, time.UTC)
	if t.Year() != year || t.Month() != time.Month(month) || t.Day() != day {
		return 0, false
	}
	return t.UnixMilli() + int64(field['S']), true
}

func readHalf(text string) (half int, rest string, ok bool) {
	if len(text) < 2 {
		return 0, text, false
	}
	switch strings.ToUpper(text[:2]) {
	case "AM":
		return 0, text[2:], true
	case "PM":
		return 1, text[2:], true
	}
	return 0, text, false
}

// readMonth reads an English month's name, whole or its first three letters.
func readMonth(text string) (month int, rest string, ok bool) {
	for m := time.January; m <= time.December; m++ {
		for _, name := range []string{m.String(), m.String()[:3]} {
			if len(text) >= len(name) && strings.EqualFold(text[:len(name)], name) {
				return int(m), text[len(name):], true
			}
		}
	}
	return 0, text, false
}

// appendMoment prints milliseconds since 1970 as a DATETIME.
func appendMoment(b []byte, at int64, millis bool) []byte {
	const day = 86_400_000
	days, rest := at/day, at%day
	if rest < 0 {
		days, rest = days-1, rest+day
	}
	year, month, date := civil(days)
	hour, minute, second := rest/3_600_000, rest/60_000%60, rest/1000%60
	b = append(b, byte('0'+year/1000), byte('0'+year/100%10), byte('0'+year/10%10), byte('0'+year%10), '-',
		byte('0'+month/10), byte('0'+month%10), '-', byte('0'+date/10), byte('0'+date%10), ' ',
		byte('0'+hour/10), byte('0'+hour%10), ':', byte('0'+minute/10), byte('0'+minute%10), ':', byte('0'+second/10), byte('0'+second%10))
	if millis {
		rest %= 1000
		b = append(b, '.', byte('0'+rest/100), byte('0'+rest/10%10), byte('0'+rest%10))
	}
	return b
}

// civil is the date so many days after 1970-01-01. The year is taken to begin in March,
// so that the day that some years have more is their last; 400 years have 146,097 days.
func civil(days int64) (year, month, day int64) {
	days += 719_468 // from 0000-03-01
	era := days / 146_097
	if days < 0 {
		era = (days - 146_096) / 146_097
	}
	inEra := days - era*146_097
	inYears := (inEra - inEra/1460 + inEra/36_524 - inEra/146_096) / 365
	inYear := inEra - (365*inYears + inYears/4 - inYears/100)
	shifted := (5*inYear + 2) / 153
	day = inYear - (153*shifted+2)/5 + 1
	year, month = era*400+inYears, shifted+3
	if month > 12 {
		year, month = year+1, month-12
	}
	return year, month, day
}
