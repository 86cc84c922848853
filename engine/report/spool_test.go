package report

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/obferry/obferry/engine/fault"
	"github.com/obferry/obferry/engine/words"
)

// What lies underneath is told in the reader's language too.
func TestStrangeSpoolInChinese(t *testing.T) {
	path := filepath.Join(t.TempDir(), "e.xlsx")
	must(t, os.WriteFile(spoolPath(path), []byte("somebody's notes, and not rows at all"), 0o600))
	_, err := NewErrors(path, words.Chinese).Resume(path, all)
	want := "[" + spoolPath(path) + " 不是保存被拒绝行的文件]"
	if err == nil {
		t.Fatal("it was taken up")
	}
	if got := fault.Text(words.Chinese, err); !strings.Contains(got, want) {
		t.Errorf("%s; want %s", got, want)
	}
}
