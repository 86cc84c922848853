package engine_test

import (
	"os"
	"testing"

	"github.com/obferry/obferry/engine/practice/practicetest"
	"github.com/obferry/obferry/engine/source/mysql/localserver/servertest"
	pgtest "github.com/obferry/obferry/engine/source/postgres/localserver/servertest"
)

func TestMain(m *testing.M) {
	servers := practicetest.Func(func() int { return servertest.Main(m) })
	os.Exit(practicetest.Run(practicetest.Func(func() int { return pgtest.Main(servers) })))
}
