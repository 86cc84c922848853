package engine_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/obferry/obferry/engine/practice/practicetest"
	"github.com/obferry/obferry/engine/source/mysql/localserver/servertest"
	pgtest "github.com/obferry/obferry/engine/source/postgres/localserver/servertest"
)

func TestMain(m *testing.M) {
	if behind := os.Getenv(sinkOf); behind != "" {
		if err := beSink(behind); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	if os.Getenv(discardIn) != "" {
		if err := beDiscard(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	if plan := os.Getenv(runOf); plan != "" {
		if err := beRun(plan); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	servers := practicetest.Func(func() int { return servertest.Main(m) })
	os.Exit(practicetest.Run(practicetest.Func(func() int { return pgtest.Main(servers) })))
}
