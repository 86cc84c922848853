package ddlconv

import "github.com/obferry/obferry/ddlconv/schema"

// fulltexts are the full-text keys.
func (w *work) fulltexts() []*schema.Index {
	return filter(w.table.Indexes, func(index *schema.Index) bool { return index.Kind == schema.FullText })
}

// fulltextMissing: older versions have no full-text keys.
func fulltextMissing(w *work, say tell) {
	w.dropKeys(say, func(index *schema.Index) bool { return index.Kind == schema.FullText })
}

// fulltextPrefix: a full-text key takes whole columns, whatever prefix is written; in
// MySQL it does, too.
func fulltextPrefix(w *work, say tell) {
	for _, index := range w.fulltexts() {
		if !onPart(index, func(p schema.Part) bool { return p.Length > 0 }) {
			continue
		}
		say(index, index.Name, describe(index), "")
		for i := range index.Parts {
			index.Parts[i].Length = 0
		}
	}
}

// fulltextParser: a parser that the target lacks (1128) gives way to ngram, which
// cuts any language.
func fulltextParser(w *work, say tell) {
	for _, index := range w.fulltexts() {
		if !w.course.target.HasParser(index.Parser) {
			say(index, index.Name, index.Parser, "ngram")
			index.Parser = "ngram"
		}
	}
}

// fulltextDefault: the parser that is taken where none is named differs.
func fulltextDefault(w *work, say tell) {
	for _, index := range w.fulltexts() {
		if index.Parser == "" {
			say(index, index.Name, "", "space")
		}
	}
}

// fulltextCollation: the columns of one key must have one collation (1235).
func fulltextCollation(w *work, say tell) {
	w.dropKeys(say, func(index *schema.Index) bool {
		if index.Kind != schema.FullText {
			return false
		}
		first := w.table.Column(index.Parts[0].Column)
		return w.onColumn(index, func(c *schema.Column, _ schema.Part) bool {
			return first != nil && w.collation(c) != w.collation(first)
		})
	})
}

// fulltextGenerated: a generated column is in no full-text key (1235).
func fulltextGenerated(w *work, say tell) {
	w.dropKeys(say, func(index *schema.Index) bool {
		return index.Kind == schema.FullText && w.onColumn(index, func(c *schema.Column, _ schema.Part) bool { return c.Generated != "" })
	})
}
