package engine_test

import (
	"fmt"
	"io"
	"net"
	"os"

	"github.com/obferry/obferry/engine/direct/directtest"
)

// discardIn is set in the environment of a process that is a discarding RPC port.
const discardIn = "OBFERRY_TEST_DISCARD"

// beDiscard is the main of such a process: it tells its port, and ends with its input.
func beDiscard() error {
	s, err := directtest.Listen("127.0.0.1:0", directtest.Options{Sink: &directtest.Discard{Blind: true}})
	if err != nil {
		return err
	}
	_, port, err := net.SplitHostPort(s.Address())
	if err != nil {
		return err
	}
	fmt.Println(port)
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}
