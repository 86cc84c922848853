package demo

import (
	_ "embed"
	"strings"
)

// ShopRows is how many rows the shop has in all.
const ShopRows = 300_000

//go:embed shop.sql
var shopDDL string

// table is one of the shop's: how many rows it has and what stands in each.
type table struct {
	name string
	// columns are named where the server computes some of the others.
	columns string
	rows    int
	write   func(s *statement, d *dice, row int)
}

// tables of the shop. Rows count from 0; what refers to a row of another table
// computes it again, so that any part of any table can be written alone.
var tables = []table{
	{name: "categories", rows: categoryCount, write: writeCategory},
	{name: "products", columns: "id,category_id,sku,name,price,cost,weight_kg,tax_rate,status,labels," +
		"attributes,thumbnail,listed_on,model_year,changed_at", rows: productCount, write: writeProduct},
	{name: "customers", rows: customerCount, write: writeCustomer},
	{name: "addresses", rows: addressCount, write: writeAddress},
	{name: "orders", rows: orderCount, write: writeOrder},
	{name: "order_items", rows: orderCount / 6 * linesOfSix, write: writeItem},
	{name: "payments", rows: orderCount / 6 * paidOfSix, write: writePayment},
	{name: "reviews", rows: 15_000, write: writeReview},
	{name: "warehouses", rows: warehouseCount, write: writeWarehouse},
	{name: "库存 盘点", rows: 6_000, write: writeStock},
	{name: "events", rows: 4_908, write: writeEvent},
	{name: "极端值", rows: len(extremes), write: writeExtreme},
}

const (
	categoryCount  = 60
	productCount   = 4_000
	customerCount  = 20_000
	addressCount   = 30_000
	orderCount     = 60_000
	warehouseCount = 12
)

// ddl are the statements that make the shop's tables, then those for when the rows
// are there: a trigger would only slow them down.
func ddl() (before, after []string) {
	for _, s := range strings.Split(shopDDL, ";\n") {
		lines := strings.Split(strings.TrimSpace(s), "\n")
		for len(lines) > 0 && (lines[0] == "" || strings.HasPrefix(lines[0], "--")) {
			lines = lines[1:]
		}
		s = strings.Join(lines, "\n")
		switch {
		case s == "":
		case strings.HasPrefix(s, "CREATE TABLE"):
			before = append(before, s)
		default:
			after = append(after, s)
		}
	}
	return before, after
}

// insert writes one statement with the rows from first up to, not including, end.
func (t *table) insert(s *statement, first, end int) {
	into := "`" + t.name + "`"
	if t.columns != "" {
		into += " (" + t.columns + ")"
	}
	s.reset(into)
	for row := first; row < end; row++ {
		s.beginRow(row == first)
		t.write(s, diceFor(t.name, row), row)
		s.endRow()
	}
}
