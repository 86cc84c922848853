package oceanbase

import "strings"

// Known and Missing are the functions that the kernel is said to have, and those of MySQL
// and MariaDB that it is said not to have.
var (
	Known   = strings.Fields(known)
	Missing = strings.Fields(missing)
)
