package engine_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"github.com/obferry/obferry/engine"
)

// badAmong names the environment variable that has bad rows spread among so many, one in
// a hundred; it also says how long both runs took, the clean one and the other.
const badAmong = "OBFERRY_TEST_BAD_ROWS_AMONG"

// Bad rows that are spread among good ones are set aside, all of them and no other, in
// whatever way they are bad: those whose types tell beforehand, and those of which the
// server alone knows.
func TestBadRowsAmongGoodOnes(t *testing.T) {
	count, whole := 20_000, false
	if text := os.Getenv(badAmong); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatal(err)
		}
		count, whole = n, true
	}
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	for name, ways := range map[string][]int{"of every kind": {0, 1, 2, 3, 4}, "duplicates": {4}, "checks": {2}} {
		t.Run(name, func(t *testing.T) {
			v := newVoyage(t, soundTable, fmt.Sprintf(soundRows, count))
			v.plan.Verify, v.plan.Tables[0].DDL.Create = false, stricter
			if whole {
				clean := v.run(t, nil)
				if clean.Status != engine.StatusDone {
					t.Fatalf("%s: %v", clean.Status, clean.Err)
				}
				t.Logf("clean: %v", clean.Tables[0].Ended.Sub(clean.Tables[0].Began))
				if _, err := v.to.Exec("DROP TABLE t"); err != nil {
					t.Fatal(err)
				}
			}
			bad := v.spoil(t, count, count/100, rand.New(rand.NewPCG(seed, 2)), ways...)
			result := v.run(t, nil)
			t.Logf("%d bad: %v", bad, result.Tables[0].Ended.Sub(result.Tables[0].Began))
			if result.Status != engine.StatusPartial || result.Rejected != bad || result.Written != int64(count)-bad || bad < int64(count)/100 {
				t.Errorf("%s: %d written, %d refused, %v", result.Status, result.Written, result.Rejected, result.Err)
			}
			v.counted(t, name, result)
		})
	}
}
