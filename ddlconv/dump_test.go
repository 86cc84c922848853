package ddlconv_test

import (
	"bytes"
	"fmt"
	"io"

	"github.com/obferry/obferry/ddlconv"
)

// dump is a made-up dump of so many bytes, which nobody holds in memory: a table, its
// rows, a table, its rows.
type dump struct {
	rows rows
	// left is how many bytes are still to come, but for the last piece.
	left int
	// tables is how many tables were written.
	tables int
	// row is how many rows were written.
	row  int
	next bytes.Buffer
	read int // by whom it is for
	// sees is called for every eighth megabyte; it may be nil.
	sees func()
}

// rows are how a dialect's program writes a table and its rows.
type rows struct {
	// create makes the table whose number it takes.
	create string
	// begin, row, between and end make an INSERT or COPY of row after row.
	begin, row, between, end string
	// in are how many rows there are in one.
	in int
}

const remark = "the quick brown fox jumps over the lazy dog; and over ''it'' -- again, again"

// rowsOf have many rows in a statement: of MySQL a megabyte on one line, as mysqldump
// writes them.
var rowsOf = map[ddlconv.Dialect]rows{
	ddlconv.MySQL: {"CREATE TABLE `t%d` (`id` int NOT NULL, `a` varchar(100), PRIMARY KEY (`id`)) ENGINE=InnoDB;\n",
		"INSERT INTO `t` VALUES ", "(%d,'" + remark + "\\n',NULL,0x41)", ",", ";\n", 10000},
	ddlconv.Postgres: {"CREATE TABLE public.t%d (id integer, a text);\n",
		"COPY public.t (id, a) FROM stdin;\n", "%d\t" + remark + "\\n", "\n", "\n\\.\n", 10000},
	ddlconv.Oracle: {"CREATE TABLE T%d (ID NUMBER(10), A VARCHAR2(100 CHAR));\n",
		"", "INSERT INTO T (ID, A) VALUES (%d, '" + remark + "')", ";\n", ";\n", 10000},
	ddlconv.SQLServer: {"CREATE TABLE [dbo].[t%d] ([id] [int] NOT NULL, [a] [nvarchar](100))\r\nGO\r\n",
		"", "INSERT [dbo].[t] ([id], [a]) VALUES (%d, N'" + remark + "')", "\r\n", "\r\nGO\r\n", 100},
}

// newDump is a dump of about so many bytes.
func newDump(d ddlconv.Dialect, size int) *dump { return &dump{rows: rowsOf[d], left: size} }

// Read gives the next bytes.
func (d *dump) Read(p []byte) (int, error) {
	for d.next.Len() < len(p) && d.left > 0 {
		before := d.next.Len()
		d.write()
		d.left -= d.next.Len() - before
	}
	if d.next.Len() == 0 {
		return 0, io.EOF
	}
	n, err := d.next.Read(p)
	if before := d.read; d.sees != nil && (before+n)>>23 > before>>23 {
		d.sees()
	}
	d.read += n
	return n, err
}

// write writes the next row, with what stands around it.
func (d *dump) write() {
	if d.row%d.rows.in == 0 {
		fmt.Fprintf(&d.next, d.rows.create, d.tables)
		d.tables++
		d.next.WriteString(d.rows.begin)
	}
	fmt.Fprintf(&d.next, d.rows.row, d.row)
	d.row++
	if d.row%d.rows.in == 0 || d.left <= 0 {
		d.next.WriteString(d.rows.end)
	} else {
		d.next.WriteString(d.rows.between)
	}
}
