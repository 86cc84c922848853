package profiles

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"path"
	"reflect"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	tests := []struct {
		text string
		want Address
	}{
		{"mysql://user:pw@db.example:3307/shop", Address{Kind: MySQL, Host: "db.example", Port: 3307, User: "user", Database: "shop", Password: NewSecret("pw")}},
		{"mariadb://db", Address{Kind: MySQL, Host: "db", Port: 3306}},
		{"MySQL://root@127.0.0.1/", Address{Kind: MySQL, Host: "127.0.0.1", Port: 3306, User: "root"}},
		{"mysql://root:@h/d", Address{Kind: MySQL, Host: "h", Port: 3306, User: "root", Database: "d"}},
		{"  mysql://h/d\n", Address{Kind: MySQL, Host: "h", Port: 3306, Database: "d"}},
		{"oceanbase://root%40sys%23obdemo:p%40w%2F@10.0.0.3:2883/trade", Address{Kind: OceanBase, Host: "10.0.0.3", Port: 2883, User: "root@sys#obdemo", Database: "trade", Password: NewSecret("p@w/")}},
		{"oceanbase://root@sys#obdemo:p@w@10.0.0.3/trade", Address{Kind: OceanBase, Host: "10.0.0.3", Port: 2881, User: "root@sys#obdemo", Database: "trade", Password: NewSecret("p@w")}},
		{"mysql://u:a+b%20c:d@h/%E5%95%86%E5%BA%97", Address{Kind: MySQL, Host: "h", Port: 3306, User: "u", Database: "商店", Password: NewSecret("a+b c:d")}},
		{"mysql://u@h/商店?tls=skip-verify&ca=%2Fetc%2Fca.pem", Address{Kind: MySQL, Host: "h", Port: 3306, User: "u", Database: "商店", Params: map[string]string{"tls": "skip-verify", "ca": "/etc/ca.pem"}}},
		{"mysql://u@h?timeout=3s", Address{Kind: MySQL, Host: "h", Port: 3306, User: "u", Params: map[string]string{"timeout": "3s"}}},
		{"mysql://u@[::1]:3307/d", Address{Kind: MySQL, Host: "::1", Port: 3307, User: "u", Database: "d"}},
		{"mysql://[fe80::1%25eth0]/d", Address{Kind: MySQL, Host: "fe80::1%eth0", Port: 3306, Database: "d"}},
		{"postgres://u:p@db/shop?sslmode=verify-full&sslrootcert=%2Fca.pem", Address{Kind: Postgres, Host: "db", Port: 5432, User: "u", Database: "shop", Password: NewSecret("p"), Params: map[string]string{"sslmode": "verify-full", "sslrootcert": "/ca.pem"}}},
		{"PostgreSQL://u@[::1]:5433", Address{Kind: Postgres, Host: "::1", Port: 5433, User: "u"}},
		{"Report - 2024 -final.csv", Address{Kind: Delimited, Path: "Report - 2024 -final.csv"}},
		{"mysql export.csv", Address{Kind: Delimited, Path: "mysql export.csv"}},
		{"practice", Address{Kind: Practice}},
		{" stream:\n", Address{Kind: Generated}},
		{"practice/my.shop", Address{Kind: Practice, Database: "my.shop"}},
		{"practice/%E5%95%86", Address{Kind: Practice, Database: "商"}},
		{"practice/shop.csv", Address{Kind: Delimited, Path: "practice/shop.csv"}},
		{"practice/shop%2Ecsv", Address{Kind: Practice, Database: "shop.csv"}},
		{"book.xlsx", Address{Kind: Workbook, Path: "book.xlsx"}},
		{"./sub dir/Book 1.XLSM", Address{Kind: Workbook, Path: "./sub dir/Book 1.XLSM"}},
		{"/data/订单.csv", Address{Kind: Delimited, Path: "/data/订单.csv"}},
		{"/data/订单.CSV.gz", Address{Kind: Delimited, Path: "/data/订单.CSV.gz"}},
		{"100%.tsv", Address{Kind: Delimited, Path: "100%.tsv"}},
		{`C:\Users\Li Na\orders.txt`, Address{Kind: Delimited, Path: `C:\Users\Li Na\orders.txt`}},
		{"c://orders.csv", Address{Kind: Delimited, Path: "c://orders.csv"}},
		{`\\nas\share\b.xlsx`, Address{Kind: Workbook, Path: `\\nas\share\b.xlsx`}},
		{"file:///data/a%20b.csv", Address{Kind: Delimited, Path: "/data/a b.csv"}},
		{"file:///C:/data/a.csv", Address{Kind: Delimited, Path: "C:/data/a.csv"}},
		{"file://C:/data/a.csv", Address{Kind: Delimited, Path: "C:/data/a.csv"}},
		{"file://localhost/data/a.csv", Address{Kind: Delimited, Path: "/data/a.csv"}},
		{"file://nas/share/a.csv", Address{Kind: Delimited, Path: "//nas/share/a.csv"}},
		{"file://a.csv", Address{Kind: Delimited, Path: "a.csv"}},
		{"file://../a.csv", Address{Kind: Delimited, Path: "../a.csv"}},
		{"csv:///data/part-00000", Address{Kind: Delimited, Path: "/data/part-00000"}},
		{"CSV:///data/a%20b.dat", Address{Kind: Delimited, Path: "/data/a b.dat"}},
		{"csv:///data/a.xlsx", Address{Kind: Delimited, Path: "/data/a.xlsx"}},
	}
	for _, test := range tests {
		got, err := Parse(test.text)
		if err != nil {
			t.Errorf("Parse(%q): %v", test.text, err)
		} else if !reflect.DeepEqual(got, test.want) {
			t.Errorf("Parse(%q)\n got %#v\nwant %#v", test.text, got, test.want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	tests := map[string]string{
		"":                                  "empty",
		" \t":                               "empty",
		"mysql://h/d\x00":                   "control",
		"redis://u:hunter2@h/d":             "scheme",
		"mysql -h10.0.0.1 -uroot -phunter2": "commandline",
		"my.cnf with hunter2 in it":         "unknown",
		"mysql -h127.0.0.1 -P23391 -upw -phunter2!x weird":       "commandline",
		"mysql -uroot -phunter2 shop < orders.csv":               "commandline",
		"MYSQL_PWD=hunter2 obclient -h10.0.0.1 -uroot x.txt":     "commandline",
		`"C:\Program Files\MySQL\bin\mysql.exe" -phunter2 a.csv`: "commandline",
		"-uroot -phunter2 orders.csv":                            "commandline",
		"-phunter2":                                              "commandline",
		"mysql hunter2":                                          "commandline",
		"hunter2 root db.com":                                    "unknown",
		"10.0.0.1 root hunter2":                                  "unknown",
		"password=hunter2":                                       "unknown",
		"server=h;pwd=hunter2;db=shop.x":                         "unknown",
		"h.hunter2hunter2":                                       "unknown",
		"jdbc:mysql://h/d?password=hunter2":                      "scheme",
		"postgres://h/d?sslmode=hunter2":                         "sslmode",
		"postgres://h/d?tls=true":                                "param",
		"mysql://h/d?sslmode=require":                            "param",
		"mysql://":                                               "nohost",
		"mysql://:3306/d":                                        "nohost",
		"mysql://u:hunter2@/d":                                   "nohost",
		"mysql://h:99999/d":                                      "port",
		"mysql://h:0/d":                                          "port",
		"mysql://root:hunter2":                                   "port",
		"mysql://::1/d":                                          "brackets",
		"mysql://[::1/d":                                         "host",
		"mysql://[10.0.0.1]/d":                                   "host",
		"mysql://a[b/d":                                          "host",
		"mysql://a b/d":                                          "host",
		"mysql://u:hunter%2@h/d":                                 "escape",
		"mysql://u:hunter2/x@h/d":                                "encode",
		"mysql://u:hunter2?x@h/d":                                "encode",
		"mysql://u:a@b/hunter2@h/d":                              "encode",
		"mysql://h/a/b":                                          "database",
		"mysql://h/d#x":                                          "database",
		"mysql://h/d?tls=yes":                                    "tlsmode",
		"mysql://h/d?TLS=true":                                   "param",
		"mysql://h/d?password=hunter2":                           "param",
		"mysql://h/d?ca=":                                        "emptyparam",
		"mysql://h/d?timeout=-1s":                                "timeout",
		"root:hunter2@h:3306/d":                                  "unknown",
		"root:hunter2@tcp(h:3306)/d":                             "unknown",
		"shop":                                                   "name",
		"practice/a/b":                                           "database",
		"stream:x":                                               "unknown",
		"stream":                                                 "name",
		"stream://x":                                             "scheme",
		"book.xlsx.gz":                                           "file",
		"old.xls":                                                "oldfile",
		"dump.sql":                                               "file",
		"file:///x/dump.sql":                                     "file",
	}
	for text, want := range tests {
		_, err := Parse(text)
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("Parse(%q) = %v, want an *Error", text, err)
			continue
		}
		if e.ID != "fault.profiles."+want || e.Kind != BadInput {
			t.Errorf("Parse(%q): %v, want %s", text, err, want)
		}
		if s := fmt.Sprintf("%v %+v %#v", e, e, e); strings.Contains(s, "hunter") {
			t.Errorf("Parse(%q) tells the password: %s", text, s)
		}
	}
}

// Whatever an address holds, its URL reads back as the same address without its
// password.
func TestURLReadsBack(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	alphabet := []rune("aZ09-._~:/?#[]@!$&'()*+,;=% \"\\`|<>{}é商𠮷")
	text := func(least int) string {
		out := make([]rune, least+random.IntN(12))
		for i := range out {
			out[i] = alphabet[random.IntN(len(alphabet))]
		}
		return string(out)
	}
	hosts := []string{"h", "db.example", "127.0.0.1", "::1", "fe80::1%eth0", "数据库.cn"}
	for range 20_000 {
		a := Address{Database: text(0)}
		switch random.IntN(5) {
		case 0:
			a.Kind = Practice
		case 4:
			a = Address{Kind: Generated}
		case 1:
			a = Address{Kind: Delimited, Path: text(0) + []string{".csv", ".dat", ".xlsx", "-0"}[random.IntN(4)]}
		default:
			a.Kind, a.Host = []Kind{MySQL, OceanBase}[random.IntN(2)], hosts[random.IntN(len(hosts))]
			a.Port, a.User, a.Password = 1+random.IntN(65535), text(0), NewSecret("hunter2")
			if random.IntN(2) == 0 {
				a.Params = map[string]string{"tls": "true", "ca": text(1)}
			}
		}
		url := a.URL()
		got, err := Parse(url)
		if err != nil {
			t.Fatalf("%#v prints as %q: %v", a, url, err)
		}
		want := a
		want.Password = Secret{}
		got.Path, want.Path = clean(got.Path), clean(want.Path)
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%q\n got %#v\nwant %#v", url, got, want)
		}
		for _, shown := range []string{url, a.Label(), fmt.Sprintf("%v %+v %#v", a, a, a)} {
			if strings.Contains(shown, "hunter2") {
				t.Fatalf("%q tells the password", shown)
			}
		}
	}
}

// clean makes paths of one file equal.
func clean(name string) string {
	if name == "" {
		return ""
	}
	return path.Clean(name)
}

func TestLabel(t *testing.T) {
	for text, want := range map[string]string{
		"mysql://root:pw@db.example/shop":           "shop @ db.example:3306",
		"oceanbase://root%40sys:pw@[::1]:2883":      "[::1]:2883",
		"practice":                                  "practice",
		"stream:":                                   "stream",
		"practice/shop":                             "practice/shop",
		"/data/订单.csv":                              "订单.csv",
		`C:\Users\Li Na\orders.xlsx`:                "orders.xlsx",
		"mysql://root:pw@h/%E5%95%86?tls=preferred": "商 @ h:3306",
	} {
		a, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := a.Label(); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"mysql://user:pw@h:3307/d?tls=true&ca=x", "oceanbase://u%40t%23c:p@[fe80::1%25e]/d", "practice/a.b",
		`C:\a b.xlsx`, "file:///C:/a%20b.csv", "file://nas/s/a.tsv", "csv:///a/part-0", "mysql://a:b/c@h", "mysql://[::1", "%.csv", "//a.csv",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, err := Parse(text)
		if err != nil {
			var e *Error
			if !errors.As(err, &e) || e.Kind != BadInput || e.Cause != nil {
				t.Fatalf("%q: %#v", text, err)
			}
			return
		}
		url := a.URL()
		again, err := Parse(url)
		if err != nil {
			t.Fatalf("%q prints as %q: %v", text, url, err)
		}
		a.Password = Secret{}
		again.Path, a.Path = clean(again.Path), clean(a.Path)
		if !reflect.DeepEqual(again, a) {
			t.Fatalf("%q\n got %#v\nwant %#v", url, again, a)
		}
	})
}
