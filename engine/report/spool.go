package report

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"slices"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/rows"
	"github.com/obferry/obferry/engine/whole"
)

// spool is the file that refused rows wait in. After a magic line come records: a
// kind ('T' or 'R'), the length and the CRC-32 of a body (4 bytes each, big-endian),
// and the body. A T record is a table as JSON; tables are numbered as they come. An R
// record is a row: see encodeRow. A B record is one that a retry has taken back since: it
// is in no spreadsheet, and is kept to be counted.
type spool struct {
	file   *os.File
	end    int64
	rows   int64
	tables []*spoolTable
	known  map[string]int
	buffer []byte
	dirty  bool // since the disk was last waited for
}

// spoolTable is a table with refused rows.
type spoolTable struct {
	Table   string        `json:"table"`
	Source  string        `json:"source"`
	Columns []rows.Column `json:"columns"`
	rows    int64
	runs    []run
	back    []run // of rows that are in no spreadsheet
}

// run is a stretch of the file that holds rows of one table only.
type run struct{ from, to int64 }

const (
	spoolMagic  = "obferry refused rows 3\n"
	spoolHead   = 9
	maxRecord   = 1 << 31 // bytes; a row is at most as large as a packet
	recordTable = 'T'
	recordRow   = 'R'
	recordBack  = 'B'
)

// newSpool begins a spool. One that a crashed run left there is put aside under
// another name.
func newSpool(path string) (*spool, error) {
	if _, err := os.Lstat(path); err == nil {
		for n := 1; ; n++ {
			aside := fmt.Sprintf("%s.%d", path, n)
			if _, err := os.Lstat(aside); errors.Is(err, os.ErrNotExist) {
				if err := os.Rename(path, aside); err != nil {
					return nil, err
				}
				break
			}
		}
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	s := &spool{file: f, known: map[string]int{}}
	if err := s.write([]byte(spoolMagic)); err != nil {
		return nil, errors.Join(err, s.remove())
	}
	return s, nil
}

// reopenSpool takes up a spool that was left behind; what follows its last whole
// record is cut off.
func reopenSpool(path string) (*spool, error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	s := &spool{file: f, known: map[string]int{}}
	in := bufio.NewReaderSize(f, 1<<20)
	magic := make([]byte, len(spoolMagic))
	if _, err := io.ReadFull(in, magic); err != nil || string(magic) != spoolMagic {
		return nil, errors.Join(fault.New(fault.Input, "fault.report.spool", "Path", path), f.Close())
	}
	s.end = int64(len(spoolMagic))
	for {
		kind, body, err := readRecord(in, &s.buffer)
		if err != nil || !s.index(kind, body) {
			break
		}
	}
	return s, errors.Join(f.Truncate(s.end), seekTo(f, s.end))
}

// takeSpool moves a spool with the rows that take keeps; both paths may be the same. It is
// whole in every moment: what stays is written anew and then put in its place. Root is the
// highest that a row of it has had.
func takeSpool(from, to string, take func(Refused) Fate) (moved *spool, root int64, err error) {
	s, err := reopenSpool(from)
	if err != nil {
		return nil, 0, err
	}
	err = whole.Write(to, func(f *os.File) error {
		kept := &spool{file: f, known: map[string]int{}}
		err := kept.write([]byte(spoolMagic))
		for i := 0; err == nil && i < len(s.tables); i++ {
			move := func(back bool) func(Refused) error {
				return func(r Refused) error {
					root, r.Back = max(root, r.Root), back
					switch take(r) {
					case Kept:
						return kept.add(r, recordRow)
					case TakenBack:
						return kept.add(r, recordBack)
					}
					return nil
				}
			}
			t := s.tables[i]
			if err = s.visit(t, t.runs, move(false)); err == nil {
				err = s.visit(t, t.back, move(true))
			}
		}
		// Before the new file takes the place of this one.
		return errors.Join(err, s.file.Close())
	})
	if err != nil {
		_ = s.file.Close() // open yet where no file could be made beside it
		return nil, 0, err
	}
	if moved, err = reopenSpool(to); err != nil {
		return nil, 0, err
	}
	if left, err := os.Stat(from); err == nil {
		if now, err := moved.file.Stat(); err == nil && !os.SameFile(left, now) {
			// What cannot be removed is a copy, and in nobody's way.
			_ = os.Remove(from)
		}
	}
	return moved, root, nil
}

func seekTo(f *os.File, at int64) error {
	_, err := f.Seek(at, io.SeekStart)
	return err
}

// index takes a record that was read into account; false where it makes no sense.
func (s *spool) index(kind byte, body []byte) bool {
	size := int64(spoolHead + len(body))
	switch kind {
	case recordTable:
		t := new(spoolTable)
		if json.Unmarshal(body, t) != nil {
			return false
		}
		s.known[string(body)] = len(s.tables)
		s.tables = append(s.tables, t)
	case recordRow, recordBack:
		table, n := binary.Uvarint(body)
		if n <= 0 || table >= uint64(len(s.tables)) {
			return false
		}
		t := s.tables[table]
		if kind == recordBack {
			t.back = extended(t.back, s.end, size)
			break
		}
		t.runs = extended(t.runs, s.end, size)
		t.rows++
		s.rows++
	default:
		return false
	}
	s.end += size
	return true
}

// extended are the stretches with one record more.
func extended(runs []run, at, size int64) []run {
	if n := len(runs); n > 0 && runs[n-1].to == at {
		runs[n-1].to += size
		return runs
	}
	return append(runs, run{at, at + size})
}

// remembers tells whether it holds rows that have been taken back.
func (s *spool) remembers() bool {
	return slices.ContainsFunc(s.tables, func(t *spoolTable) bool { return len(t.back) > 0 })
}

func (s *spool) path() string { return s.file.Name() }

// remove closes the file and deletes it.
func (s *spool) remove() error { return errors.Join(s.file.Close(), os.Remove(s.file.Name())) }

// add writes a row through to the system, which keeps it if this process dies.
func (s *spool) add(r Refused, kind byte) error {
	id, err := json.Marshal(spoolTable{Table: r.Table, Source: r.Source, Columns: r.Columns})
	if err != nil {
		return err
	}
	table, ok := s.known[string(id)]
	if !ok {
		if err := s.record(recordTable, id); err != nil {
			return err
		}
		table = len(s.tables) - 1
	}
	body, err := encodeRow(s.buffer[:0], table, r)
	if err != nil {
		return err
	}
	s.buffer = body
	return s.record(kind, body)
}

// record writes a record whole or not at all.
func (s *spool) record(kind byte, body []byte) error {
	head := make([]byte, 0, spoolHead+len(body))
	head = append(head, kind)
	head = binary.BigEndian.AppendUint32(head, uint32(len(body)))
	head = binary.BigEndian.AppendUint32(head, crc32.ChecksumIEEE(body))
	at := s.end
	if err := s.write(append(head, body...)); err != nil {
		return errors.Join(err, s.file.Truncate(at), seekTo(s.file, at))
	}
	s.end = at
	s.index(kind, body)
	return nil
}

func (s *spool) write(p []byte) error {
	n, err := s.file.Write(p)
	if err == nil {
		s.end += int64(n)
		s.dirty = true
	}
	return err
}

func readRecord(in io.Reader, buffer *[]byte) (kind byte, body []byte, err error) {
	var head [spoolHead]byte
	if _, err := io.ReadFull(in, head[:]); err != nil {
		return 0, nil, err
	}
	size := binary.BigEndian.Uint32(head[1:])
	if size > maxRecord {
		return 0, nil, io.ErrUnexpectedEOF
	}
	// Not one allocation by a length that may be wrong: grow as bytes come.
	grown := bytes.NewBuffer((*buffer)[:0])
	if _, err := io.CopyN(grown, in, int64(size)); err != nil {
		return 0, nil, errors.Join(io.ErrUnexpectedEOF, err)
	}
	*buffer = grown.Bytes()
	if crc32.ChecksumIEEE(*buffer) != binary.BigEndian.Uint32(head[5:]) {
		return 0, nil, io.ErrUnexpectedEOF
	}
	return head[0], *buffer, nil
}

// each hands every row of a table that belongs into a spreadsheet to visit, in the order
// in which they came. The row's bytes are good until visit returns.
func (s *spool) each(t *spoolTable, visit func(Refused) error) error {
	return s.visit(t, t.runs, visit)
}

func (s *spool) visit(t *spoolTable, runs []run, visit func(Refused) error) error {
	var buffer []byte
	in := bufio.NewReaderSize(nil, 256<<10)
	for _, stretch := range runs {
		in.Reset(io.NewSectionReader(s.file, stretch.from, stretch.to-stretch.from))
		for {
			_, body, err := readRecord(in, &buffer)
			if err == io.EOF { // at a record's end; within one it is wrapped
				break
			}
			if err != nil {
				return err
			}
			r, err := decodeRow(body)
			if err != nil {
				return err
			}
			r.Table, r.Source, r.Columns = t.Table, t.Source, t.Columns
			if err := visit(r); err != nil {
				return err
			}
		}
	}
	return nil
}
