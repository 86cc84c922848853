package engine

import (
	"slices"

	"github.com/obferry/obferry/engine/checkpoint"
)

// lasting are the chunks of a table that an earlier run has left, as far as they are the
// same rows still. Those that were cut by where rows lay are forgotten, and the table is
// read from its beginning: rows that have moved since would be missed.
func (r *run) lasting(table string) ([]checkpoint.Chunk, error) {
	chunks := r.store.Chunks(table)
	if !slices.ContainsFunc(chunks, func(c checkpoint.Chunk) bool { return c.Chunk.Fleeting }) {
		return chunks, nil
	}
	return nil, r.store.PutChunks(table, nil)
}
