package app

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/report"
	"github.com/obferry/obferry/engine/words"
)

// outputs holds, before anything is read or written, that what a conversion writes takes
// the place of nothing that is read, of nothing else that is written, and of no file of
// somebody else's. An earlier file of the program's own may be replaced. Input is the
// verb's argument.
func (c *console) outputs(input string, o *ddlFlags) error {
	for _, path := range []string{o.out, o.report} {
		if err := writable(path); err != nil {
			return err
		}
		for _, in := range c.inputs(input, o) {
			if there, err := os.Stat(path); path != "" && err == nil && os.SameFile(in, there) {
				return fault.New(fault.Input, "fault.app.ddl.over", "Path", path)
			}
		}
	}
	if o.out != "" && o.report != "" && oneFileOf(o.out, o.report) {
		return fault.New(fault.Input, "fault.app.ddl.samefile", "Path", o.out)
	}
	if o.out != "" && !convertedSQL(o.out) {
		return fault.New(fault.Input, "fault.app.ddl.foreign", "Path", o.out)
	}
	if o.report == "" {
		return nil
	}
	if !strings.EqualFold(filepath.Ext(o.report), ".xlsx") {
		return fault.New(fault.Input, "fault.plan.ending", "Path", o.report, "Ending", ".xlsx")
	}
	return report.NewErrors(o.report, words.Spoken()).Probe()
}

// inputs are the files that a conversion reads, as far as they are there.
func (c *console) inputs(input string, o *ddlFlags) []os.FileInfo {
	var all []os.FileInfo
	for _, path := range []string{strings.TrimPrefix(input, "file://"), o.types, o.obLog} {
		if info, err := os.Stat(path); err == nil {
			all = append(all, info)
		}
	}
	if f, ok := c.stdin.(*os.File); ok && input == "-" { // sent there by the shell: < FILE
		if info, err := f.Stat(); err == nil {
			all = append(all, info)
		}
	}
	return all
}

// oneFileOf tells whether two paths lead to one file, also where it is not there yet.
func oneFileOf(a, b string) bool {
	first, err := os.Stat(a)
	if second, missing := os.Stat(b); err == nil && missing == nil {
		return os.SameFile(first, second)
	}
	one, err := filepath.Abs(a)
	other, failed := filepath.Abs(b)
	return err == nil && failed == nil && one == other
}

// convertedSQL tells whether SQL may be written to a path: nothing is there, or a file
// without content, or one that the program wrote, which its first line says.
func convertedSQL(path string) bool {
	info, err := os.Stat(path)
	if err != nil || info.Mode().IsRegular() && info.Size() == 0 {
		return true
	}
	if !info.Mode().IsRegular() {
		return true // writing refuses it, and says why
	}
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer func() { _ = f.Close() }() // it was only read
	head := make([]byte, len(ddlconv.Mark)+1)
	if _, err := io.ReadFull(bufio.NewReader(f), head); err != nil {
		return false
	}
	return bytes.Equal(head, []byte(ddlconv.Mark+":"))
}
