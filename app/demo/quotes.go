package demo

import (
	"fmt"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/obferry/obferry/engine/fault"
)

const (
	quotesFile  = "供应商报价.xlsx"
	quotesSheet = "报价单"
	quotesTable = "供应商报价"
	// quoteRows are the rows below the headers, those that are planted included.
	quoteRows = 2_000
	// quoteHeaders are a title, a row of groups and a row of names.
	quoteHeaders = 3
)

// strictColumns are stricter than what would be proposed for the sheet: the table is
// somebody else's, as in real life, and refuses the rows that are planted.
var strictColumns = [quoteColumns]struct{ name, sqlType, rest string }{
	{"报价单号", "char(18)", "NOT NULL"},
	{"报价日期", "date", "NOT NULL"},
	{"供应商编码", "char(6)", "NOT NULL"},
	{"供应商名称", "varchar(16)", "NOT NULL"},
	{"信用代码", "char(18)", "NOT NULL"},
	{"商品", "varchar(40)", "NOT NULL"},
	{"单价", "decimal(10,2)", "NOT NULL"},
	{"起订量", "smallint unsigned", "NOT NULL"},
	{"含税", "enum('是','否')", "NOT NULL"},
	{"备注", "varchar(60)", "DEFAULT NULL"},
}

// quotesDDL makes the table of strictColumns.
func quotesDDL() string {
	var b strings.Builder
	b.WriteString("CREATE TABLE `" + quotesTable + "` (\n")
	for _, c := range strictColumns {
		fmt.Fprintf(&b, "  `%s` %s %s,\n", c.name, c.sqlType, c.rest)
	}
	b.WriteString("  PRIMARY KEY (`报价单号`),\n  CONSTRAINT `单价大于零` CHECK (`单价` > 0)\n) DEFAULT CHARSET=utf8mb4")
	return b.String()
}

// Columns of the sheet, in its order; strictColumns are the same.
const (
	quoteNumber = iota
	quoteDate
	quoteCode
	quoteSupplier
	quoteCredit
	quoteProduct
	quotePrice
	quoteMinimum
	quoteTax
	quoteRemark
	quoteColumns
)

var (
	quoteNames  = [quoteColumns]string{"报价单号", "报价日期", "编码", "名称", "统一社会信用代码", "商品", "单价（元）", "起订量", "含税", "备注"}
	quoteGroups = []struct {
		name        string
		first, last int
	}{{"单据", quoteNumber, quoteDate}, {"供应商", quoteCode, quoteCredit}, {"报价", quoteProduct, quoteTax}, {"其他", quoteRemark, quoteRemark}}
)

// planted are the cells that the table refuses, by the server's error number. Each
// stands in a row of its own.
var planted = []struct {
	code, column int
	values       []any
}{
	{1048, quoteSupplier, []any{nil, nil, nil, nil}},
	{1062, quoteNumber, []any{quoteNumberOf(10), quoteNumberOf(11), quoteNumberOf(500), quoteNumberOf(1500), quoteNumberOf(1999)}},
	{1264, quoteMinimum, []any{70_000, 100_000, -5}},
	{1292, quoteDate, []any{"2025-13-01", "待定", "下周三"}},
	{1366, quotePrice, []any{"面议", "電洽", "N/A"}},
	{1406, quoteSupplier, []any{"呼伦贝尔草原生态农牧业发展股份有限公司", "新疆生产建设兵团第八师一四三团果蔬专业合作社",
		"深圳前海远山云栖跨境电子商务供应链管理有限公司", "黑龙江省五常市稻花香水稻种植农民专业合作社", "超长名称超长名称超长名称超长名称超"}},
	{3819, quotePrice, []any{0, -1, -0.01}},
}

// Refusals are how many rows of the sheet are planted to be refused, by the
// server's error number.
func Refusals() map[int]int64 {
	all := make(map[int]int64, len(planted))
	for _, p := range planted {
		all[p.code] = int64(len(p.values))
	}
	return all
}

// plant is a cell that the table refuses, or whose row it does.
type plant struct {
	column int
	value  any
}

// plantedAt is what is planted in which row; rows and columns count from 0.
func plantedAt() map[int]plant {
	at := map[int]plant{}
	row := 37 // far from the first rows, by which a reader judges a sheet
	for _, p := range planted {
		for _, v := range p.values {
			at[row] = plant{p.column, v}
			row += 71
		}
	}
	return at
}

// quoteNumberOf is a row's number: 18 digits, more than a spreadsheet's own numbers
// hold.
func quoteNumberOf(row int) string { return fmt.Sprintf("2025%014d", 90_000_000_000_000+row*7_919) }

// quote is one row of the sheet as a careful clerk would have typed it.
func quote(row int) [quoteColumns]any {
	d := diceFor("quotes", row)
	c := of(d, cities)
	var q [quoteColumns]any
	q[quoteNumber] = quoteNumberOf(row)
	q[quoteDate] = time.Date(2025, 10, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, d.below(92))
	q[quoteCode] = fmt.Sprintf("%06d", d.below(4_000))
	q[quoteSupplier] = c.name + of(d, brands[:16]) + of(d, []string{"商贸", "食品", "电子", "纺织"}) + "公司"
	q[quoteCredit] = fmt.Sprintf("9144%014d", d.below(100_000_000_000_000))
	q[quoteProduct] = of(d, brands) + productAt(d.below(productCount)).thing
	q[quotePrice] = float64(d.between(100, 999_999)) / 100
	q[quoteMinimum] = d.between(1, 5_000)
	q[quoteTax] = of(d, []string{"是", "否"})
	if d.oneIn(4) {
		q[quoteRemark] = of(d, []string{"含运费", "账期 30 天", "样品另寄 📦", "\"加急\"可谈", "=非公式"})
	}
	return q
}

// writeQuotes writes the workbook.
func writeQuotes(path string) error {
	book := excelize.NewFile()
	err := fillQuotes(book)
	if err == nil {
		err = book.SaveAs(path)
	}
	if closed := book.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return fault.New(fault.Resource, "fault.demo.file", "Path", path).Because(err)
	}
	return nil
}

func fillQuotes(book *excelize.File) error {
	if err := book.SetSheetName("Sheet1", quotesSheet); err != nil {
		return err
	}
	header, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{Horizontal: "center"}})
	if err != nil {
		return err
	}
	date, err := book.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		return err
	}
	sheet, err := book.NewStreamWriter(quotesSheet)
	if err != nil {
		return err
	}
	if err := writeHeaders(sheet, header); err != nil {
		return err
	}
	odd := plantedAt()
	for row := range quoteRows {
		q := quote(row)
		if p, ok := odd[row]; ok {
			q[p.column] = p.value
		}
		cells := make([]any, quoteColumns)
		for i, v := range q {
			if day, ok := v.(time.Time); ok {
				v = excelize.Cell{StyleID: date, Value: day}
			}
			cells[i] = v
		}
		if err := sheet.SetRow(cell(0, quoteHeaders+row), cells); err != nil {
			return err
		}
	}
	return sheet.Flush()
}

func writeHeaders(sheet *excelize.StreamWriter, style int) error {
	if err := sheet.SetColWidth(1, quoteColumns, 20); err != nil {
		return err
	}
	title, groups, names := make([]any, quoteColumns), make([]any, quoteColumns), make([]any, quoteColumns)
	title[0] = excelize.Cell{StyleID: style, Value: "供应商报价单（2025 年第四季度）"}
	for _, g := range quoteGroups {
		groups[g.first] = excelize.Cell{StyleID: style, Value: g.name}
	}
	for i, name := range quoteNames {
		names[i] = excelize.Cell{StyleID: style, Value: name}
	}
	for row, cells := range [][]any{title, groups, names} {
		if err := sheet.SetRow(cell(0, row), cells); err != nil {
			return err
		}
	}
	if err := sheet.MergeCell(cell(0, 0), cell(quoteColumns-1, 0)); err != nil {
		return err
	}
	for _, g := range quoteGroups {
		if g.first == g.last {
			continue
		}
		if err := sheet.MergeCell(cell(g.first, 1), cell(g.last, 1)); err != nil {
			return err
		}
	}
	return nil
}

// cell is the name of a cell, "A1" for 0 and 0. The sheet has fewer than 27 columns.
func cell(column, row int) string { return fmt.Sprintf("%c%d", 'A'+column, row+1) }
