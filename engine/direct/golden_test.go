package direct

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var goldensFile = flag.String("goldens", "testdata/goldens.tsv", "goldens to check: name, kind, input as JSON and bytes in hexadecimal, separated by tabs")

// A golden is an input and the bytes that it becomes; of kind decode_frame, bytes and
// what is read from them.
type golden struct {
	name, kind, input, want string
}

// readGoldens reads a file of goldens; lines that begin with # are remarks.
func readGoldens(path string) ([]golden, error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) && !filepath.IsAbs(path) {
		// A test runs in its package's folder; whoever gives the flag stands at the top.
		file, err = os.Open(filepath.Join("..", "..", path))
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var all []golden
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 64<<20)
	for n := 1; lines.Scan(); n++ {
		if line := lines.Text(); line != "" && !strings.HasPrefix(line, "#") {
			field := strings.Split(line, "\t")
			if len(field) != 4 {
				return nil, fmt.Errorf("%s:%d: %d fields, 4 wanted", path, n, len(field))
			}
			all = append(all, golden{field[0], field[1], field[2], field[3]})
		}
	}
	return all, lines.Err()
}

// TestGoldens holds the bytes to those of the reference Java client.
func TestGoldens(t *testing.T) {
	all, err := readGoldens(*goldensFile)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Fatalf("%s holds no golden", *goldensFile)
	}
	for _, g := range all {
		t.Run(g.name, func(t *testing.T) { g.check(t) })
	}
}

func (g *golden) check(t *testing.T) {
	if g.kind == "decode_frame" {
		g.checkDecoding(t)
		return
	}
	write, known := goldenWriters[g.kind]
	if !known {
		t.Fatalf("kind %q is unknown", g.kind)
	}
	got, err := write([]byte(g.input))
	if err != nil {
		t.Fatalf("%v: %v", g.input, err)
	}
	if got != g.want {
		t.Errorf("input %v\n got %v\nwant %v", g.input, got, g.want)
	}
}

// goldenWriters answer the bytes of an input in hexadecimal.
var goldenWriters = map[string]func(input []byte) (string, error){
	"vi32":            of(func(in numberInput) ([]byte, error) { return in.varint(32) }),
	"vi64":            of(func(in numberInput) ([]byte, error) { return in.varint(64) }),
	"vstring":         of(textInput.bytes),
	"vstring_array":   of(listInput.bytes),
	"checksum":        of(checksumInput.bytes),
	"scramble":        of(scrambleInput.bytes),
	"addr":            of(addressInput.bytes),
	"obj":             of(cellInput.bytes),
	"bucket":          of(rowsInput.bytes),
	"bucket_split":    splitRows,
	"arg_begin":       of(beginInput.bytes),
	"arg_task":        of(taskInput.bytes),
	"arg_insert":      of(insertInput.bytes),
	"request_payload": of(requestInput.bytes),
	"login_payload":   of(loginInput.bytes),
	"login_frame":     of(loginFrameInput.bytes),
	"request_frame":   of(requestFrameInput.bytes),
	"execution_id":    of(executionInput.bytes),
}

// of reads an input, of which every key must be known, and writes its bytes.
func of[I any](write func(I) ([]byte, error)) func([]byte) (string, error) {
	return func(input []byte) (string, error) {
		in, err := parseInput[I](input)
		if err != nil {
			return "", err
		}
		out, err := write(in)
		return hex.EncodeToString(out), err
	}
}

func parseInput[I any](input []byte) (I, error) {
	var in I
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(input, &keys); err != nil {
		return in, err
	}
	delete(keys, "note") // a remark for people, which any input may have
	plain, err := json.Marshal(keys)
	if err != nil {
		return in, err
	}
	d := json.NewDecoder(bytes.NewReader(plain))
	d.DisallowUnknownFields()
	return in, d.Decode(&in)
}

// splitRows answers the payloads of the buckets that rows are cut into, with commas
// between them.
func splitRows(input []byte) (string, error) {
	in, err := parseInput[rowsInput](input)
	if err != nil {
		return "", err
	}
	payloads, err := in.cut(in.BufferSize)
	parts := make([]string, len(payloads))
	for i, p := range payloads {
		parts[i] = hex.EncodeToString(p)
	}
	return strings.Join(parts, ","), err
}
