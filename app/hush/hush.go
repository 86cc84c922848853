// Package hush keeps the standard logger silent until main begins. Fyne, where the
// environment's locale is "C" or "POSIX", as in most containers, complains of it
// while it is initialised: three lines before every answer of the command line.
//
// It works because packages are initialised in the order of their paths as soon as
// what they import is ready, and this one imports next to nothing. A test holds
// that; were the order to change, the lines would be back and nothing else lost.
package hush

import (
	"io"
	"log"
	"os"
)

func init() { log.SetOutput(io.Discard) }

// End lets the standard logger speak again.
func End() { log.SetOutput(os.Stderr) }
