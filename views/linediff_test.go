package views

import (
	"slices"
	"strings"
	"testing"
)

func TestSideBySide(t *testing.T) {
	left := []string{"CREATE TABLE `a` (", "  `x` INT,", "  `y` text,", "  CONSTRAINT c", ") ENGINE=InnoDB"}
	right := []string{"CREATE TABLE `a` (", "  `x` int", "  `y` longtext", ") DEFAULT CHARSET=utf8mb4"}
	want := []pair{{0, 0, false}, {1, 1, false}, {2, 2, true}, {3, 3, true}, {4, -1, true}}
	if got := sideBySide(left, right); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// FuzzSideBySide holds that every line of both sides is shown exactly once, in order.
func FuzzSideBySide(f *testing.F) {
	f.Add("a\nb\nc", "a\nc\nd")
	f.Add("", "x")
	f.Fuzz(func(t *testing.T, left, right string) {
		a, b := strings.Split(left, "\n"), strings.Split(right, "\n")
		i, j := 0, 0
		for _, p := range sideBySide(a, b) {
			if p.left >= 0 {
				if p.left != i {
					t.Fatalf("left line %d instead of %d", p.left, i)
				}
				i++
			}
			if p.right >= 0 {
				if p.right != j {
					t.Fatalf("right line %d instead of %d", p.right, j)
				}
				j++
			}
		}
		if i != len(a) || j != len(b) {
			t.Errorf("%d of %d and %d of %d lines", i, len(a), j, len(b))
		}
	})
}
