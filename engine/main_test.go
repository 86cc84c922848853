package engine_test

import (
	"os"
	"testing"

	"github.com/obferry/obferry/engine/practice/practicetest"
	"github.com/obferry/obferry/engine/source/mysql/localserver/servertest"
)

func TestMain(m *testing.M) {
	os.Exit(practicetest.Run(practicetest.Func(func() int { return servertest.Main(m) })))
}
