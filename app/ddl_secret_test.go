package app

import (
	"archive/zip"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// secret is a password in the scripts of testdata/secrets; one that is called Wh0le is part
// of what is made on the target, and stands in the SQL alone.
var (
	secret    = regexp.MustCompile(`(?i)S3cr3t!?\d*|5EC4E7`)
	keptWhole = regexp.MustCompile(`Wh0le\d+`)
)

// TestDDLSecrets converts scripts full of passwords: none may stand in the SQL's comments,
// the document, the report, or what is said, and none may be lost from what is made.
func TestDDLSecrets(t *testing.T) {
	files, err := filepath.Glob("../ddlconv/testdata/secrets/*.sql")
	if err != nil || len(files) < 4 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		dialect := strings.TrimSuffix(filepath.Base(file), ".sql")
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(secret.FindAllString(string(text), -1)); n < 15 {
			t.Fatalf("%s holds only %d passwords", file, n)
		}
		sheet := filepath.Join(t.TempDir(), "r.xlsx")
		for _, lang := range []string{"en", "zh"} {
			said := call("ddl", "convert", file, "--from", dialect, "--lang", lang)
			documented := call("ddl", "convert", file, "--from", dialect, "--lang", lang, "--json", "--report", sheet)
			for where, shown := range map[string]string{"SQL": said.stdout, "standard error": said.stderr, "document": documented.stdout,
				"standard error beside it": documented.stderr, "report": unzipped(t, sheet)} {
				if found := secret.FindAllString(shown, -1); len(found) > 0 {
					t.Errorf("%s, %s: the %s shows %q", dialect, lang, where, found)
				}
				kept := keptWhole.FindAllString(shown, -1)
				if want := keptWhole.FindAllString(string(text), -1); where == "SQL" && !slices.Equal(kept, want) || where != "SQL" && len(kept) > 0 {
					t.Errorf("%s, %s: the %s shows %q", dialect, lang, where, kept)
				}
			}
			if !strings.Contains(documented.stdout, "CREATE") || !strings.ContainsAny(documented.stdout, "…*") {
				t.Errorf("%s: the document shows nothing at all:\n%s", dialect, documented.stdout)
			}
		}
	}
}

// unzipped is all text in a workbook.
func unzipped(t *testing.T, path string) string {
	t.Helper()
	book, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	var all strings.Builder
	for _, part := range book.File {
		in, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, in); err != nil {
			t.Fatal(err)
		}
		_ = in.Close() // it was only read
	}
	return all.String()
}
