package proof

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/obferry/obferry/ddlconv/schema"
	"github.com/obferry/obferry/engine/fault"
)

// untold tells whether a table has what the catalogue says nothing of.
func untold(want, there *schema.Table) bool {
	if want.AutoIncrement > 1 {
		return true
	}
	for _, list := range [][]*schema.Index{want.Indexes, there.Indexes} {
		for _, i := range list {
			if i.Kind == schema.FullText || i.Kind == schema.Spatial || i.Kind == schema.Vectors || i.Global {
				return true
			}
		}
	}
	return false
}

// What is read in a line, or the tail, of SHOW CREATE TABLE.
var (
	keyLine   = regexp.MustCompile("^\\s*(?:(UNIQUE|FULLTEXT|SPATIAL|VECTOR) )?KEY (`(?:[^`]|``)+`) (\\(.*?\\))(?: |,|$)(.*)")
	keyParser = regexp.MustCompile(`WITH PARSER (\w+)`)
	nextValue = regexp.MustCompile(`(?m)^\).* AUTO_INCREMENT = (\d+)`)
	quotedRef = regexp.MustCompile("`(?:[^`]|``)+`")
)

// show adds to a table what only SHOW CREATE TABLE tells.
func (k *kernel) show(ctx context.Context, name string, t *schema.Table) error {
	var table, text string
	query := "SHOW CREATE TABLE " + schema.Quote(k.database) + "." + schema.Quote(name)
	if err := k.conn.QueryRowContext(ctx, query).Scan(&table, &text); err != nil {
		return fault.Explain(err, "fault.proof.catalogue", "View", "SHOW CREATE TABLE "+name)
	}
	readShown(text, t)
	return nil
}

func readShown(text string, t *schema.Table) {
	if m := nextValue.FindStringSubmatch(text); m != nil {
		if n, err := strconv.ParseUint(m[1], 10, 64); err == nil {
			t.AutoIncrement = n
		}
	}
	shown := map[string]bool{}
	vectors := false
	for _, line := range strings.Split(text, "\n") {
		m := keyLine.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		index := indexOf(t, unquoteName(m[2]))
		if index == nil && m[1] == "VECTOR" {
			index = &schema.Index{Name: unquoteName(m[2])}
			t.Indexes = append(t.Indexes, index)
		}
		if index == nil {
			continue
		}
		shown[index.Name] = true
		index.Global = strings.Contains(m[4], " GLOBAL")
		switch m[1] {
		case "FULLTEXT":
			index.Kind = schema.FullText
		case "SPATIAL":
			index.Kind = schema.Spatial
		case "VECTOR":
			index.Kind, vectors = schema.Vectors, true
		default:
			continue
		}
		if p := keyParser.FindStringSubmatch(m[4]); p != nil {
			index.Parser = p[1]
		}
		index.Parts = nil
		for _, column := range quotedRef.FindAllString(m[3], -1) {
			index.Parts = append(index.Parts, schema.Part{Column: unquoteName(column)})
		}
	}
	if vectors {
		// The catalogue lists what the kernel keeps for a vector key among the keys, too.
		t.Indexes = slices.DeleteFunc(t.Indexes, func(i *schema.Index) bool { return !shown[i.Name] })
	}
}

func unquoteName(s string) string {
	return strings.ReplaceAll(strings.Trim(s, "`"), "``", "`")
}
