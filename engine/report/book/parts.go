package book

import (
	"fmt"
	"strings"
	"unicode/utf16"
)

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

const mainSpace = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`

func (s *Sheet) begin() error {
	fmt.Fprint(s.out, xmlHead, `<worksheet `, mainSpace, `><sheetViews><sheetView workbookViewId="0"`)
	if s.first {
		fmt.Fprint(s.out, ` tabSelected="1"`)
	}
	fmt.Fprint(s.out, `>`)
	if s.shape.Frozen > 0 {
		fmt.Fprintf(s.out, `<pane ySplit="%d" topLeftCell="A%d" activePane="bottomLeft" state="frozen"/>`, s.shape.Frozen, s.shape.Frozen+1)
	}
	fmt.Fprint(s.out, `</sheetView></sheetViews>`)
	if len(s.shape.Widths) > 0 {
		fmt.Fprint(s.out, `<cols>`)
		for i, w := range s.shape.Widths[:min(len(s.shape.Widths), MaxColumns)] {
			if w == 0 {
				w = 10
			}
			fmt.Fprintf(s.out, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, i+1, i+1, w)
		}
		fmt.Fprint(s.out, `</cols>`)
	}
	// A bufio.Writer keeps its first error and gives it to the last call.
	_, err := fmt.Fprint(s.out, `<sheetData>`)
	return err
}

func (s *Sheet) finish() error {
	fmt.Fprint(s.out, `</sheetData>`)
	if n := min(s.shape.Filter, MaxColumns); n > 0 && s.rows >= s.shape.Frozen && s.shape.Frozen > 0 {
		fmt.Fprintf(s.out, `<autoFilter ref="A%d:%s%d"/>`, s.shape.Frozen, appendColumn(nil, n-1), s.rows)
	}
	fmt.Fprint(s.out, `</worksheet>`)
	return s.out.Flush()
}

// properties is the part that names the program which made a workbook, and maker the
// element that does.
const (
	properties = "docProps/app.xml"
	maker      = `<Application>OB Ferry</Application>`
)

// propertiesOf is that part's text. The seal stands in a comment, which no program reads
// and which those that write the part anew leave out.
func propertiesOf(seal string) string {
	return xmlHead + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">` + maker + `<!--` + seal + `--></Properties>`
}

type part struct{ name, content string }

// parts are the files of the package around the sheets, but for [properties].
func (b *Book) parts() []part {
	var types, sheets, links strings.Builder
	order := make([]int, 0, len(b.sheets))
	for i, s := range b.sheets {
		if s.first {
			order = append([]int{i}, order...)
		} else {
			order = append(order, i)
		}
		fmt.Fprintf(&types, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`, i+1)
		fmt.Fprintf(&links, `<Relationship Id="rId%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, i+1)
	}
	for _, i := range order {
		state := ""
		if b.sheets[i].hidden {
			state = ` state="hidden"`
		}
		name := strings.ReplaceAll(string(appendText(nil, b.sheets[i].Name)), `"`, "&quot;")
		fmt.Fprintf(&sheets, `<sheet name="%s" sheetId="%d"%s r:id="rId%d"/>`, name, i+1, state, i+1)
	}
	return []part{
		{"xl/workbook.xml", xmlHead + `<workbook ` + mainSpace + ` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><bookViews><workbookView activeTab="0"/></bookViews><sheets>` + sheets.String() + `</sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + links.String() +
			`<Relationship Id="rIdStyles" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`},
		{"xl/styles.xml", styles()},
		{"_rels/.rels", xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>` +
			`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties" Target="` + properties + `"/></Relationships>`},
		{"[Content_Types].xml", xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/` + properties + `" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>` + types.String() + `</Types>`},
	}
}

// styles are the looks of [Style], in its order. Number format 49 is "as text".
func styles() string {
	fonts := []string{`<font><sz val="11"/><name val="Calibri"/></font>`, `<font><b/><sz val="11"/><name val="Calibri"/></font>`,
		`<font><b/><sz val="16"/><name val="Calibri"/></font>`, `<font><sz val="10"/><color rgb="FF666666"/><name val="Calibri"/></font>`}
	solid := func(rgb string) string {
		return `<fill><patternFill patternType="solid"><fgColor rgb="` + rgb + `"/></patternFill></fill>`
	}
	fills := []string{`<fill><patternFill patternType="none"/></fill>`, `<fill><patternFill patternType="gray125"/></fill>`,
		solid("FFE7E6E6"), solid("FFFFC7CE"), `<fill><patternFill patternType="lightUp"><fgColor rgb="FFB0B0B0"/></patternFill></fill>`,
		`<fill><patternFill patternType="lightUp"><fgColor rgb="FFB0B0B0"/><bgColor rgb="FFFFC7CE"/></patternFill></fill>`}
	look := func(format, font, fill int, more string) string {
		return fmt.Sprintf(`<xf numFmtId="%d" fontId="%d" fillId="%d" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"%s`, format, font, fill, more)
	}
	const end, quoted, wrapped = `/>`, ` quotePrefix="1"/>`, ` applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>`
	looks := []string{
		Plain: look(0, 0, 0, end), Header: look(0, 1, 2, end), Title: look(0, 2, 0, end), Value: look(49, 0, 0, end), Null: look(49, 0, 4, end),
		Bad: look(49, 0, 3, end), BadNull: look(49, 0, 5, end), Note: look(0, 3, 0, wrapped), apostrophe: look(49, 0, 0, quoted), badApostrophe: look(49, 0, 3, quoted),
	}
	list := func(name string, items []string) string {
		return fmt.Sprintf(`<%s count="%d">%s</%s>`, name, len(items), strings.Join(items, ""), name)
	}
	return xmlHead + `<styleSheet ` + mainSpace + `>` + list("fonts", fonts) + list("fills", fills) +
		`<borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` + list("cellXfs", looks) +
		`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
}

// maxName is how many UTF-16 units a sheet's name may have.
const maxName = 31

// name makes a name that Excel takes, and that no other sheet of the book has:
// without []:*?/\ and control characters, without an apostrophe at either end, at
// most 31 long, not "History"; a second one of the name becomes "name (2)".
func (b *Book) name(wanted string) string {
	clean := strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || strings.ContainsRune(`[]:*?/\`, r) || r == '\uFFFD' || r == 0xFFFE || r == 0xFFFF {
			return '_'
		}
		return r
	}, wanted)
	clean = strings.Trim(clean, "' ")
	if clean == "" || strings.EqualFold(clean, "history") {
		clean += "_"
	}
	for n := 1; ; n++ {
		suffix := ""
		if n > 1 {
			suffix = fmt.Sprintf(" (%d)", n)
		}
		name := strings.TrimRight(cut(clean, maxName-len(suffix)), "' ") + suffix
		if key := strings.ToLower(name); !b.names[key] {
			b.names[key] = true
			return name
		}
	}
}

// cut keeps at most so many UTF-16 units, whole characters.
func cut(s string, units int) string {
	for i, r := range s {
		if units -= max(1, utf16.RuneLen(r)); units < 0 {
			return s[:i]
		}
	}
	return s
}
