package oceanbase

import "strings"

// reserved are words that are names in MySQL and none on a 4.3.5.3 kernel (1064) unless
// they are quoted.
const reserved = " FORK NO_PARALLEL NO_REWRITE READ_CONSISTENCY SKIP TABLEGROUP _UTF8 MINUS "

// Reserves tells whether a name must be quoted here that need not be in MySQL.
func Reserves(name string) bool { return listed(reserved, strings.ToUpper(name)) }
