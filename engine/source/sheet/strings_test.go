package sheet

import (
	"fmt"
	"strings"
	"testing"
)

// TestSpilledStrings looks every text up in any order, across the borders of blocks.
func TestSpilledStrings(t *testing.T) {
	var xml strings.Builder
	want := make([]string, 3000)
	for i := range want {
		want[i] = strings.Repeat(string(rune('a'+i%26)), i*7%20000)
		fmt.Fprintf(&xml, "<si><t>%s</t></si>", want[i])
	}
	s, err := readShared(t.Context(), strings.NewReader(xml.String()))
	must(t, err)
	defer func() { must(t, s.close()) }()
	if s.file == nil {
		t.Fatalf("%d bytes were not put aside", xml.Len())
	}
	r := stringReader{from: s}
	for i := range want {
		at := i * 1231 % len(want)
		got, ok, err := r.append([]byte("before "), at)
		if err != nil || !ok || string(got) != "before "+want[at] {
			t.Fatalf("text %d: %d bytes, want %d; %t, %v", at, len(got)-7, len(want[at]), ok, err)
		}
	}
}
