package practice

import (
	"net"
	"strconv"

	"github.com/obferry/obferry/engine/fault"
)

// local is where a kernel is reached.
const local = "127.0.0.1"

// The ports that the kernel takes.
const (
	lowestPort  = 1025
	highestPort = 65535
)

// free tells whether a port can be had on every address, as the kernel asks for
// it. Port 0 asks for any; the one given is returned.
func free(port int) (int, error) {
	l, err := net.Listen("tcp4", net.JoinHostPort("0.0.0.0", strconv.Itoa(port)))
	if err != nil {
		return 0, err
	}
	got := l.Addr().(*net.TCPAddr).Port
	return got, l.Close()
}

// choosePort is the port to start on: the one asked for or a fault; else the one
// of the last start where it is free, and any free one otherwise.
func choosePort(asked, last int) (int, error) {
	if asked != 0 {
		if asked < lowestPort || asked > highestPort {
			return 0, fault.New(fault.Input, "fault.practice.port.range",
				"Port", asked, "Lowest", lowestPort, "Highest", highestPort)
		}
		if _, err := free(asked); err != nil {
			return 0, taken(asked).Because(err)
		}
		return asked, nil
	}
	if last != 0 {
		if _, err := free(last); err == nil {
			return last, nil
		}
	}
	port, err := free(0)
	if err != nil {
		return 0, fault.New(fault.Resource, "fault.practice.port.none").Because(err)
	}
	return port, nil
}

// portTaken names the fault of a port that somebody else has.
const portTaken = "fault.practice.port"

// taken is the fault of a port that somebody else has.
func taken(port int) *fault.Error {
	return fault.New(fault.Preflight, portTaken, "Port", port)
}
