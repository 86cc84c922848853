package demo

import (
	"context"
	"errors"
	"os"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/practice/practicetest"
)

// The whole demo, twice: the second time the shop stands already. Everything
// crosses, but for the rows that were planted to be refused.
func TestDemo(t *testing.T) {
	dir, err := practicetest.Dir()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	for _, again := range []bool{false, true} {
		made := false
		began := time.Now()
		summary, err := Run(t.Context(), Options{
			Dir:   dir,
			Stage: func(s Stage) { made = made || s.Step == MakingShop },
			Event: func(ferry string, e engine.Event) {
				if w, ok := e.(engine.Warned); ok {
					t.Logf("%s: %v", ferry, w.Err)
				}
			},
		})
		t.Logf("took %s, %s of it before the first row", time.Since(began), summary.Prepared)
		if err != nil {
			t.Fatal(err)
		}
		if made == again {
			t.Errorf("the shop was made: %t, the second time: %t", made, again)
		}
		for _, p := range summary.Passages {
			for _, wrong := range p.Wrong {
				t.Errorf("%s: %v", p.Ferry.Name, wrong)
			}
			for _, table := range p.Result.Tables {
				for _, g := range table.Groups {
					t.Logf("%s: %s: %d rows: %d %s", p.Ferry.Name, table.Target, g.Count, g.Code, g.Message)
				}
				if table.Compared != nil && !table.Compared.Equal {
					t.Errorf("%s differs: %+v", table.Target, table.Compared.Differing)
				}
			}
		}
		const sheets = quoteRows + storesRows
		if !summary.AsPlanned() || summary.Rows != ShopRows+sheets-summary.Planned || summary.Refused != summary.Planned ||
			summary.Tables != len(tables)+2 || summary.Verified != summary.Tables {
			t.Errorf("summary: %+v", summary)
		}
		rejected, err := excelize.OpenFile(summary.Errors)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %v", summary.Errors, rejected.GetSheetList())
		if err := rejected.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestCancelledDemoStopsItsServers(t *testing.T) {
	dir, err := practicetest.Dir()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	ctx, cancel := context.WithCancel(t.Context())
	_, err = Run(ctx, Options{Dir: dir, Stage: func(s Stage) {
		if s.Step == MakingShop && s.Done > 0 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	ctx, cancel = context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	s, err := Prepare(ctx, dir, nil) // finds no lock, no server in the way
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(ctx); err != nil {
		t.Error(err)
	}
}
