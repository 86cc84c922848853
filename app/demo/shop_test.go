package demo

import (
	"crypto/sha256"
	"database/sql"
	"fmt"
	"net"
	"os"
	"strconv"
	"sync/atomic"
	"testing"

	"github.com/obferry/obferry/engine/source/mysql/localserver/servertest"
)

func TestMain(m *testing.M) { os.Exit(servertest.Main(m)) }

func openServer(t *testing.T, database string) *sql.DB {
	t.Helper()
	a := servertest.Address(t)
	db, err := sql.Open("mysql", a.User+"@tcp("+net.JoinHostPort(a.Host, strconv.Itoa(a.Port))+")/"+database)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// The server takes every row of the shop, and has as many as were promised.
func TestShopIsMade(t *testing.T) {
	db := openServer(t, "")
	database := fmt.Sprintf("demo_shop_test_%d", os.Getpid())
	t.Cleanup(func() {
		if _, err := db.Exec("DROP DATABASE IF EXISTS " + database); err != nil {
			t.Error(err)
		}
	})
	var wrote atomic.Int64
	if err := makeShop(t.Context(), db, database, func(n int) { wrote.Add(int64(n)) }); err != nil {
		t.Fatal(err)
	}
	sum := 0
	for _, table := range tables {
		var n int
		if err := db.QueryRow("SELECT count(*) FROM " + database + ".`" + table.name + "`").Scan(&n); err != nil {
			t.Fatal(err)
		}
		if n != table.rows {
			t.Errorf("%s: %d rows, want %d", table.name, n, table.rows)
		}
		sum += n
	}
	if sum != ShopRows || wrote.Load() != ShopRows {
		t.Errorf("%d rows stand, %d were told of, want %d", sum, wrote.Load(), ShopRows)
	}
	shop := openServer(t, database)
	for what, query := range map[string]string{
		"orphaned addresses": "SELECT count(*) FROM addresses a LEFT JOIN customers c ON c.id=a.customer_id WHERE c.id IS NULL",
		"orphaned items":     "SELECT count(*) FROM order_items i LEFT JOIN orders o ON o.id=i.order_id WHERE o.id IS NULL",
		"items of no goods":  "SELECT count(*) FROM order_items i LEFT JOIN products p ON p.id=i.product_id WHERE p.id IS NULL",
		"orphaned payments":  "SELECT count(*) FROM payments p LEFT JOIN orders o ON o.id=p.order_id WHERE o.id IS NULL OR o.total<>p.amount",
		"orphaned reviews":   "SELECT count(*) FROM reviews r LEFT JOIN products p ON p.id=r.product_id LEFT JOIN customers c ON c.id=r.customer_id WHERE p.id IS NULL OR c.id IS NULL",
		"orphaned stock":     "SELECT count(*) FROM `库存 盘点` s LEFT JOIN products p ON p.id=s.`商品` LEFT JOIN warehouses w ON w.id=s.`仓库` WHERE p.id IS NULL OR w.id IS NULL",
		"orphaned goods":     "SELECT count(*) FROM products p LEFT JOIN categories c ON c.id=p.category_id WHERE c.parent_id IS NULL",
		"orders misplaced":   "SELECT count(*) FROM orders PARTITION (pmax)",
	} {
		var n int
		if err := shop.QueryRow(query).Scan(&n); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if n != 0 {
			t.Errorf("%s: %d", what, n)
		}
	}
}

// The statements are the same bytes each time and on every machine.
func TestShopIsTheSameEachTime(t *testing.T) {
	hash := sha256.New()
	hash.Write([]byte(shopDDL))
	var s statement
	for i := range tables {
		tables[i].insert(&s, 0, tables[i].rows)
		hash.Write(s.text)
	}
	if got := fmt.Sprintf("%x", hash.Sum(nil)[:8]); got != shopVersion {
		t.Errorf("the shop's rows have the hash %s, and shopVersion is %s: if they are meant to change, change it too", got, shopVersion)
	}
}

// Writing part of a table gives what writing all of it gives for those rows.
func TestPartsAreAsTheWhole(t *testing.T) {
	for i := range tables {
		table := &tables[i]
		var whole, part statement
		table.insert(&whole, 0, table.rows)
		middle := table.rows / 2
		table.insert(&part, 0, middle)
		head := string(part.text)
		table.insert(&part, middle, table.rows)
		rest := string(part.text[len("INSERT INTO `"+table.name+"`"):])
		if want := string(whole.text); want[:len(head)] != head || want[len(want)-len(rest)/2:] != rest[len(rest)-len(rest)/2:] {
			t.Errorf("%s differs", table.name)
		}
	}
}

func BenchmarkWriteShop(b *testing.B) {
	var s statement
	for b.Loop() {
		for i := range tables {
			for first := 0; first < tables[i].rows; first += statementRows {
				tables[i].insert(&s, first, min(first+statementRows, tables[i].rows))
			}
		}
	}
}
