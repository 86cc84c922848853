package app

import (
	"encoding/binary"
	"io"
	"net"
	"strconv"
	"strings"
	"time"
)

// xPatience is how long the X server may take to answer.
const xPatience = 2 * time.Second

// lacksGLX tells whether an X display is known to be without GLX, by which the window
// draws: it would otherwise start, draw nothing and say nothing. Where that cannot be
// known (no such server, or one that wants a cookie first) the answer is no, and the
// window's library is left to find out.
//
// Release ends the connection. It is to be called once the window has one of its own:
// a server without other clients starts anew when the last one leaves, and takes no
// other meanwhile.
func lacksGLX(display string) (missing bool, release func()) {
	conn, err := dialX(display)
	if err != nil {
		return false, func() {}
	}
	release = func() { _ = conn.Close() } // nothing was asked for that closing could lose
	if err := conn.SetDeadline(time.Now().Add(xPatience)); err != nil {
		return false, release
	}
	present, err := queryExtension(conn, "GLX")
	return err == nil && !present, release
}

// dialX reaches the server of a DISPLAY such as ":77", ":0.0" or "host:10.0".
func dialX(display string) (net.Conn, error) {
	host, rest, _ := strings.Cut(display, ":")
	number, _, _ := strings.Cut(rest, ".")
	n, err := strconv.Atoi(number)
	if err != nil {
		return nil, err
	}
	if host == "" || host == "unix" {
		conn, err := net.DialTimeout("unix", "/tmp/.X11-unix/X"+number, xPatience)
		if err != nil { // on Linux, some servers have the abstract name alone
			return net.DialTimeout("unix", "@/tmp/.X11-unix/X"+number, xPatience)
		}
		return conn, nil
	}
	return net.DialTimeout("tcp", net.JoinHostPort(host, strconv.Itoa(6000+n)), xPatience)
}

// queryExtension asks an X server (protocol 11, chapter 8 and QueryExtension of the
// X Window System Protocol) whether it has an extension.
func queryExtension(conn io.ReadWriter, name string) (bool, error) {
	setup := make([]byte, 12)
	setup[0] = 'l' // little-endian from here on
	binary.LittleEndian.PutUint16(setup[2:], 11)
	if _, err := conn.Write(setup); err != nil {
		return false, err
	}
	head := make([]byte, 8)
	if _, err := io.ReadFull(conn, head); err != nil {
		return false, err
	}
	if _, err := io.CopyN(io.Discard, conn, 4*int64(binary.LittleEndian.Uint16(head[6:]))); err != nil {
		return false, err
	}
	if head[0] != 1 {
		return false, io.ErrUnexpectedEOF // refused, or more is wanted: not known
	}
	padded := (len(name) + 3) / 4
	query := make([]byte, 8+4*padded)
	query[0] = 98 // QueryExtension
	binary.LittleEndian.PutUint16(query[2:], uint16(2+padded))
	binary.LittleEndian.PutUint16(query[4:], uint16(len(name)))
	copy(query[8:], name)
	if _, err := conn.Write(query); err != nil {
		return false, err
	}
	reply := make([]byte, 32)
	if _, err := io.ReadFull(conn, reply); err != nil {
		return false, err
	}
	return reply[8] == 1, nil
}
