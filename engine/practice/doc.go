// Package practice keeps an OceanBase kernel on this machine to practise on: it
// fetches one pinned build, starts it, finds it again and stops it.
//
// The kernel is a process of its own. It outlives whoever started it, until
// [Instance.Stop] (obferry practice stop) ends it. It answers as user root
// without a password, to connections from this machine alone.
//
// A directory belongs to one kernel:
//
//	DIR/practice.json  what it is started with (see state)
//	DIR/practice.lock  held while somebody starts or stops it
//	DIR/start.log      what the executable said when it was started
//	DIR/kernel/        the kernel's own: data, redo log, observer log, pid file
//
// The executable lies under the user's cache directory, once for all of them.
// Linux on x86_64 and aarch64, glibc 2.28 or newer.
package practice
