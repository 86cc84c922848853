package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/obferry/obferry/"

// rooms are the folders of the top level, and whom each may import of the others.
var rooms = map[string][]string{
	"":         {"app"},
	"app":      {"views", "icons", "engine", "ddlconv", "profiles"},
	"views":    {"icons", "engine", "ddlconv", "profiles"},
	"icons":    {},
	"engine":   {"ddlconv", "profiles"},
	"ddlconv":  {},
	"profiles": {},
	"scripts":  {"engine", "profiles"},
}

// drawing are the rooms that know Fyne.
var drawing = map[string]bool{"app": true, "views": true, "icons": true}

// TestRooms holds that imports go one way: app, views, engine, then ddlconv and
// profiles, which know nothing of each other; and that the engine knows no window.
func TestRooms(t *testing.T) {
	files := 0
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if name := entry.Name(); path != "." && (strings.HasPrefix(name, ".") || name == "testdata" || name == "build" || name == "bin") {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") {
			return nil
		}
		files++
		checkImports(t, filepath.ToSlash(path))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 100 {
		t.Fatalf("only %d files were read", files)
	}
}

func checkImports(t *testing.T, path string) {
	t.Helper()
	room := roomOf(path)
	allowed, known := rooms[room]
	if !known {
		t.Errorf("%s stands in a folder that is no room", path)
		return
	}
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
	if err != nil {
		t.Errorf("%s: %v", path, err)
		return
	}
	for _, spec := range file.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if strings.HasPrefix(name, "fyne.io/") && !drawing[room] {
			t.Errorf("%s imports %s: only app, views and icons draw", path, name)
		}
		inside, ours := strings.CutPrefix(name, module)
		to := roomOf(inside + "/")
		if strings.HasSuffix(path, "_test.go") && to == "engine" {
			continue // tests of every room may ask for a kernel, and for the dictionary
		}
		if ours && to != room && !slices.Contains(allowed, to) {
			t.Errorf("%s imports %s: room %q may not", path, name, room)
		}
	}
}

// roomOf is the first folder of a path, "" for the top level.
func roomOf(path string) string {
	room, _, inside := strings.Cut(path, "/")
	if !inside {
		return ""
	}
	return room
}
