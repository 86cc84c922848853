package views

import (
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/image/font/sfnt"
)

// TestEveryCharacterHasAGlyph holds that no character that the window can say shows
// as a box: those of the dictionary, of the window's own code, and of what people
// write most in Chinese and in Latin script. If it fails, run scripts/fonts.sh.
func TestEveryCharacterHasAGlyph(t *testing.T) {
	said := "é ü ß ñ ø 数据库 迁移 ！（）【】《》、。，：；？“”‘’…—·¥" + narrow.Replace("‘’“”…")
	for _, pattern := range []string{"../engine/words/*/*.json", "*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %v, %d files", pattern, err, len(files))
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			said += string(text)
		}
	}
	for name, face := range map[string][]byte{"regular": regular, "bold": bold, "mono": mono} {
		font, err := sfnt.Parse(face)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var buffer sfnt.Buffer
		missing := map[rune]bool{}
		for _, r := range said {
			if r < ' ' || missing[r] {
				continue
			}
			if i, err := font.GlyphIndex(&buffer, r); err != nil || i == 0 {
				missing[r] = true
				t.Errorf("%s has no glyph for %q (%U): %v", name, r, r, err)
			}
		}
	}
}

// TestFontsStaySmall holds the promise about the program's size.
func TestFontsStaySmall(t *testing.T) {
	for name, face := range map[string][]byte{"regular": regular, "bold": bold, "mono": mono} {
		if len(face) > 2<<20 {
			t.Errorf("%s takes %d bytes", name, len(face))
		}
	}
}
