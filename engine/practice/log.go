package practice

import (
	"io"
	"os"
	"strings"
)

// lastWords is the end of a file for a message: of the kernel's log its errors
// where there are some, else the last lines. Empty where nothing can be read.
func lastWords(path string, from int64) string {
	const most, lines, width = 256 << 10, 4, 300
	file, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return ""
	}
	text, err := io.ReadAll(io.NewSectionReader(file, max(from, info.Size()-most), most))
	if err != nil {
		return ""
	}
	said := string(text)
	var failed strings.Builder
	for line := range strings.Lines(said) {
		if strings.Contains(line, "] ERROR ") {
			failed.WriteString(line)
		}
	}
	if failed.Len() > 0 {
		said = failed.String()
	}
	last := strings.Split(ending(said, lines), "\n")
	for i, line := range last {
		last[i] = strings.ToValidUTF8(line[:min(len(line), width)], "")
	}
	return strings.Join(last, "\n")
}

// size of a file in bytes; 0 where there is none.
func size(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}
