package wire

import (
	"bytes"
	"encoding/hex"
	"os"
	"runtime"
	"strings"
	"testing"
)

// seeds gives a fuzz target the goldens' bytes of some kinds.
func seeds(f *testing.F, kinds ...string) {
	f.Helper()
	text, err := os.ReadFile("../testdata/goldens.tsv")
	if err != nil {
		f.Fatal(err)
	}
	added := 0
	for line := range strings.Lines(string(text)) {
		field := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		for _, kind := range kinds {
			if len(field) == 4 && field[1] == kind && len(field[3]) < 4096 {
				p, err := hex.DecodeString(field[3])
				if err != nil {
					f.Fatal(err)
				}
				f.Add(p)
				added++
			}
		}
	}
	if added == 0 {
		f.Fatalf("no golden is of the kinds %v", kinds)
	}
}

// frugal runs a reader and wants it to allocate no more than a few times what it was
// given: a claimed length must never be believed.
func frugal(t *testing.T, given int, read func()) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	read()
	runtime.ReadMemStats(&after)
	if took, may := after.TotalAlloc-before.TotalAlloc, uint64(64*given+256<<10); took > may {
		t.Errorf("%d bytes were allocated for %d bytes", took, given)
	}
}

func FuzzFrame(f *testing.F) {
	seeds(f, "login_frame", "request_frame", "decode_frame")
	f.Add([]byte("\x4a\x00\x00\x00\x0a5.7.25-OceanBase\x00"))
	f.Fuzz(func(t *testing.T, p []byte) {
		frugal(t, len(p), func() {
			r := NewFrameReader(bytes.NewReader(p), 1<<30)
			for {
				frame, err := r.Read()
				if err != nil {
					return
				}
				h := frame.Header
				again := AppendFrame(nil, frame.Channel, &h, frame.Payload)
				back, err := NewFrameReader(bytes.NewReader(again), 1<<30).Read()
				if err != nil || !back.Intact() || !bytes.Equal(back.Payload, frame.Payload) {
					t.Fatalf("written anew it is %v, %v", back, err)
				}
				back.Header.Checksum = frame.Header.Checksum
				if back.Header != frame.Header {
					t.Fatalf("header %+v became %+v", frame.Header, back.Header)
				}
			}
		})
	})
}

func FuzzAnswer(f *testing.F) {
	seeds(f, "decode_frame")
	f.Add((&Result{Code: -4002, Message: "m", Warnings: []Warning{{Message: "w", Time: 1, Level: 2, Line: 3, Code: 4}}}).Append(nil))
	f.Fuzz(func(t *testing.T, p []byte) {
		for _, payload := range [][]byte{p, after(p, frameHead+HeaderLong), after(p, frameHead+HeaderShort)} {
			frugal(t, len(payload), func() {
				r := NewReader("answer", payload)
				result := r.Result()
				if r.Err() == nil {
					back := NewReader("answer", result.Append(nil)).Result()
					if back.Code != result.Code || back.Message != result.Message && result.Message != "" || len(back.Warnings) != len(result.Warnings) {
						t.Fatalf("%+v became %+v", result, back)
					}
				}
				r.LoginResult()
				r = NewReader("answer", payload)
				r.Result()
				content := r.Answer().Content
				_, _ = ParseBeginResult(content)
				_, _ = ParseStatus(content)
			})
		}
	})
}

func after(p []byte, n int) []byte { return p[min(n, len(p)):] }

func FuzzLogin(f *testing.F) {
	seeds(f, "login_payload")
	f.Fuzz(func(t *testing.T, p []byte) {
		frugal(t, len(p), func() {
			l, err := ParseLoginRequest(p)
			if err != nil {
				return
			}
			back, err := ParseLoginRequest(l.Append(nil))
			if err != nil || back.User != l.User || back.AllowDistribute != l.AllowDistribute || !bytes.Equal(back.Secret, l.Secret) {
				t.Fatalf("%+v became %+v, %v", l, back, err)
			}
		})
	})
}

func FuzzRequest(f *testing.F) {
	seeds(f, "request_payload")
	f.Fuzz(func(t *testing.T, p []byte) {
		frugal(t, len(p), func() {
			q, err := ParseRequest(p)
			if err != nil {
				return
			}
			back, err := ParseRequest(q.Append(nil))
			if err != nil || back.Address != q.Address || back.Operation != q.Operation || !bytes.Equal(back.Argument, q.Argument) {
				t.Fatalf("%+v became %+v, %v", q, back, err)
			}
		})
	})
}

func FuzzBegin(f *testing.F) {
	seeds(f, "arg_begin")
	f.Fuzz(func(t *testing.T, p []byte) {
		frugal(t, len(p), func() {
			b, err := ParseBegin(p)
			if err != nil {
				return
			}
			again := b.Append(nil)
			back, err := ParseBegin(again)
			if err != nil || !bytes.Equal(back.Append(nil), again) {
				t.Fatalf("%+v became %+v, %v", b, back, err)
			}
		})
	})
}

func FuzzTask(f *testing.F) {
	seeds(f, "arg_task", "execution_id")
	f.Fuzz(func(t *testing.T, p []byte) {
		frugal(t, len(p), func() {
			if task, err := ParseTask(p); err == nil {
				if back, err := ParseTask(task.Append(nil)); back != task || err != nil {
					t.Fatalf("%v became %v, %v", task, back, err)
				}
			}
			if id, err := ParseExecutionID(p); err == nil {
				if back, err := ParseExecutionID(id.Append(nil)); err != nil || *back != *id {
					t.Fatalf("%v became %v, %v", id, back, err)
				}
			}
		})
	})
}

func FuzzInsert(f *testing.F) {
	seeds(f, "arg_insert")
	f.Add([]byte("\x01\x02\xff\xff\xff\xff\x0f\xff\xff\xff\xff\x0f"))
	f.Fuzz(func(t *testing.T, p []byte) {
		frugal(t, len(p), func() {
			a, err := ParseInsert(p)
			if err != nil {
				return
			}
			_ = a.Each(func(int) error { return nil }, func(c Cell) error {
				if c.Meta.Type == Extend+1 {
					t.Fatal("a cell that cannot be sent")
				}
				return nil
			})
		})
	})
}

func FuzzCell(f *testing.F) {
	seeds(f, "obj")
	f.Fuzz(func(t *testing.T, p []byte) {
		r := NewReader("cell", p)
		c := r.Cell()
		if r.Err() != nil {
			return
		}
		again := AppendMeta(nil, c.Meta)
		switch forms[c.Meta.Type] {
		case formByte:
			again = append(again, byte(c.Number))
		case formVarint32:
			again = AppendVarint32(again, uint32(c.Number))
		case formVarint64:
			again = AppendVarint64(again, c.Number)
		case formBytes:
			again = AppendBytes(again, c.Bytes)
		}
		r = NewReader("cell", again)
		if back := r.Cell(); r.End() != nil || back.Number != c.Number || !bytes.Equal(back.Bytes, c.Bytes) {
			t.Fatalf("%+v became %+v", c, back)
		}
	})
}
