package target

import (
	"testing"
	"time"
)

func TestStrideShrinksWhenStatementsRunLongAndGrowsAgain(t *testing.T) {
	var s stride
	if s.rows() < 1000 {
		t.Fatal("a new stride is short")
	}
	s.took(1000, 3*time.Second)
	s.took(500, 3*time.Second)
	if s.rows() != 250 {
		t.Fatalf("%d rows", s.rows())
	}
	for range 40 {
		s.took(10, 3*time.Second)
	}
	if s.rows() != strideLeast {
		t.Fatalf("%d rows", s.rows())
	}
	s.took(10, time.Millisecond) // says nothing about full statements
	if s.rows() != strideLeast {
		t.Fatalf("%d rows", s.rows())
	}
	for range 200 {
		s.took(s.rows(), time.Millisecond)
	}
	if s.rows() < 1000 {
		t.Fatalf("%d rows after short statements", s.rows())
	}
}
