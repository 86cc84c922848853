package checkpoint

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/source"
)

func open(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestWhatIsFlushedIsThereAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p.checkpoint")
	s := open(t, path)
	check(t, s.PutRun(func(r *Run) { r.Errors, r.From = "/e.xlsx", "mysql://a/b" }))
	check(t, s.PutTable("t", func(t *Table) { t.Stage, t.Created, t.Origin = Running, true, map[string]string{"key": "id"} }))
	check(t, s.PutTable("t", func(t *Table) { t.Done = append(t.Done, "x") }))
	check(t, s.PutChunks("t", []Chunk{{Chunk: source.Chunk{Where: "id < 5"}}, {Chunk: source.Chunk{Where: "id >= 5"}}}))
	s.Advance("t", 1, func(c *Chunk) { c.Batches, c.Place, c.Read = 3, 40, 30 })
	check(t, s.Flush(func() error { return nil }))
	s.Advance("t", 0, func(c *Chunk) { c.Done = true }) // and the program dies
	check(t, s.db.Close())

	s = open(t, path)
	if r := s.Run(); r.Errors != "/e.xlsx" || r.From != "mysql://a/b" {
		t.Errorf("%+v", r)
	}
	if one := s.Table("t"); one.Stage != Running || !one.Created || len(one.Done) != 1 || one.Origin["key"] != "id" {
		t.Errorf("%+v", one)
	}
	chunks := s.Chunks("t")
	if len(chunks) != 2 || chunks[0].Done || chunks[0].Chunk.Where != "id < 5" || chunks[1].Batches != 3 || chunks[1].Place != 40 || chunks[1].Read != 30 {
		t.Errorf("%+v", chunks)
	}
	check(t, s.PutChunks("t", nil))
	if len(s.Chunks("t")) != 0 || s.Table("u").Stage != "" {
		t.Error("what was never there is there")
	}
	check(t, s.Reset())
	if s.Table("t").Stage != "" || s.Run().Errors != "" {
		t.Error("it was not forgotten")
	}
	check(t, s.Remove())
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Error(err)
	}
}

// Chunks come back in their order, however many there are.
func TestManyChunksKeepTheirNumbers(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p.checkpoint")
	s := open(t, path)
	const many = 3000
	chunks := make([]Chunk, many)
	for i := range chunks {
		chunks[i].Read = int64(i)
	}
	check(t, s.PutChunks("t", chunks))
	for i := 0; i < many; i += 7 {
		s.Advance("t", i, func(c *Chunk) { c.Done = true })
	}
	check(t, s.Flush(func() error { return nil }))
	check(t, s.Close())
	s = open(t, path)
	for i, c := range s.Chunks("t") {
		if c.Read != int64(i) || c.Done != (i%7 == 0) {
			t.Fatalf("chunk %d: %+v", i, c)
		}
	}
	check(t, s.Close())
}

func TestTwoCannotHaveIt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p.checkpoint")
	s := open(t, path)
	if _, err := Open(path); !fault.Is(err, fault.Preflight) {
		t.Errorf("got %v", err)
	}
	check(t, s.Close())
	check(t, open(t, path).Close())
}

func TestWithoutAPathNothingIsKept(t *testing.T) {
	s := open(t, "")
	check(t, s.PutChunks("t", make([]Chunk, 1)))
	s.Advance("t", 0, func(c *Chunk) { c.Done = true })
	check(t, s.Flush(func() error { return nil }))
	if !s.Chunks("t")[0].Done || s.Kept() {
		t.Error("it forgets, or is kept")
	}
	check(t, s.Remove())
}

// What is no checkpoint is said to be none, and left as it is.
func TestStrangersBytes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p.checkpoint")
	s := open(t, path)
	check(t, s.PutChunks("t", make([]Chunk, 300)))
	check(t, s.Close())
	whole, err := os.ReadFile(path)
	check(t, err)
	for name, text := range map[string][]byte{
		"text": []byte("tables: []\n"), "cut off": whole[:len(whole)/3], "one page": whole[:4096],
		"scrambled": append(append([]byte{}, whole[:8192]...), make([]byte, len(whole)-8192)...),
		"ones":      ones(whole),
	} {
		path := filepath.Join(t.TempDir(), "p.checkpoint")
		check(t, os.WriteFile(path, text, 0o600))
		s, err := Open(path)
		if err == nil {
			t.Logf("%s: taken, %d chunks", name, len(s.Chunks("t")))
			check(t, s.Close())
			continue
		}
		if fault.Of(err).ID != "fault.checkpoint.read" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// ones spoils everything behind the pages that tell where the rest is.
func ones(whole []byte) []byte {
	spoilt := append([]byte{}, whole...)
	for i := 8192; i < len(spoilt); i++ {
		spoilt[i] = 0xff
	}
	return spoilt
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
