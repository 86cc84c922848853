package proof

import (
	"bufio"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/obferry/obferry/ddlconv/script"
	"github.com/obferry/obferry/engine/fault"
)

// Limits of what is taken from an observer's log.
const (
	// logLines is how many lines are kept of one trace, the last ones.
	logLines = 40
	// logLine is how many bytes are kept of one line.
	logLine = 2000
	// logBytes is how much of the log's end is read.
	logBytes = 1 << 30
)

// traceID is a trace id as a log line holds it.
var traceID = regexp.MustCompile(`Y[0-9A-F]+-[0-9A-F]+-[0-9A-F]+-[0-9A-F]+`)

// logNames are what servers call their log in its directory: OceanBase, and a practice
// kernel.
var logNames = []string{"observer.log", "seekdb.log"}

// logFiles are the files to read for a path, the oldest first: those that were rotated
// since a time, and the log itself. Of a directory it is the log that lies there.
func logFiles(path string, since time.Time) ([]string, error) {
	info, err := os.Stat(path)
	if err == nil && info.IsDir() {
		for _, name := range logNames {
			if _, err := os.Stat(filepath.Join(path, name)); err == nil {
				return logFiles(filepath.Join(path, name), since)
			}
		}
		return nil, fault.New(fault.Missing, "fault.proof.log.missing", "Path", filepath.Join(path, logNames[0]))
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fault.New(fault.Missing, "fault.proof.log.missing", "Path", path)
	case err != nil:
		return nil, fault.New(fault.Input, "fault.proof.log", "Path", path).Because(err)
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return []string{path}, nil // the log itself may be readable nevertheless
	}
	var files []string
	for _, entry := range entries { // by name, which ends in the time of the rotation
		rest, found := strings.CutPrefix(entry.Name(), filepath.Base(path)+".")
		if !found || strings.Trim(rest, "0123456789") != "" {
			continue
		}
		if info, err := entry.Info(); err == nil && !info.ModTime().Before(since) {
			files = append(files, filepath.Join(filepath.Dir(path), entry.Name()))
		}
	}
	return append(files, path), nil
}

// lagging is how long a server may take to write what it logs.
const lagging = time.Second

// readLogs gives failures the lines of an observer's log that belong to their trace ids.
// Servers write their log on the side: where a trace is missing, it looks once more.
func readLogs(ctx context.Context, path string, since time.Time, failures []Failure) error {
	for last := false; ; last = true {
		files, err := logFiles(path, since)
		if err != nil {
			return err
		}
		for _, file := range files {
			if err := readLog(ctx, file, failures); err != nil {
				return err
			}
		}
		missing := slices.ContainsFunc(failures, func(f Failure) bool { return f.Trace != "" && len(f.Log) == 0 })
		if !missing || last {
			return nil
		}
		for i := range failures {
			failures[i].Log = nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(lagging):
		}
	}
}

// readLog gives failures the lines of one file, in one pass.
func readLog(ctx context.Context, path string, failures []Failure) (err error) {
	wanted := map[string]*Failure{}
	for i := range failures {
		if f := &failures[i]; f.Trace != "" {
			wanted[f.Trace] = f
		}
	}
	file, err := os.Open(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fault.New(fault.Missing, "fault.proof.log.missing", "Path", path)
	case err != nil:
		return fault.New(fault.Input, "fault.proof.log", "Path", path).Because(err)
	}
	defer func() {
		if closed := file.Close(); err == nil && closed != nil {
			err = fault.New(fault.Input, "fault.proof.log", "Path", path).Because(closed)
		}
	}()
	if info, err := file.Stat(); err == nil && info.Size() > logBytes {
		if _, err := file.Seek(-logBytes, io.SeekEnd); err != nil {
			return fault.New(fault.Input, "fault.proof.log", "Path", path).Because(err)
		}
	}
	if err := scan(ctx, file, wanted); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return fault.New(fault.Input, "fault.proof.log", "Path", path).Because(err)
	}
	return nil
}

// scan reads lines and hands each to the failures whose trace it names.
func scan(ctx context.Context, in io.Reader, wanted map[string]*Failure) error {
	r := bufio.NewReaderSize(in, 64<<10)
	whole := true // the piece begins a line
	for n := 0; ; n++ {
		if n%1000 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		piece, err := r.ReadSlice('\n')
		if whole && len(piece) > 0 {
			keepLine(piece, wanted)
		}
		whole = !errors.Is(err, bufio.ErrBufferFull)
		switch {
		case err == nil, errors.Is(err, bufio.ErrBufferFull):
		case errors.Is(err, io.EOF):
			return nil
		default:
			return err
		}
	}
}

// keepLine keeps a line for the failures whose trace id it holds.
func keepLine(line []byte, wanted map[string]*Failure) {
	var last *Failure
	for _, id := range traceID.FindAll(line, -1) {
		f := wanted[string(id)]
		if f == nil || f == last {
			continue
		}
		last = f
		text := strings.ToValidUTF8(strings.TrimRight(string(line[:min(len(line), logLine)]), "\r\n"), "�")
		text = script.Discreet(text)
		if f.Log = append(f.Log, text); len(f.Log) > logLines {
			f.Log = f.Log[len(f.Log)-logLines:]
		}
	}
}
