package servertest

import (
	"fmt"
	"hash/fnv"
	"os"
)

// databaseName is short, safe to quote, and different for each test and process.
func databaseName(test string) string {
	h := fnv.New32a()
	fmt.Fprint(h, test, os.Getpid())
	return fmt.Sprintf("test_%08x", h.Sum32())
}
