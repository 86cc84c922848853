package codepage_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/obferry/obferry/ddlconv/codepage"
)

// texts are what people write in comments and names, by the encoding that they have for
// it, from a word to a sentence.
var texts = map[string][]string{
	"GB18030": {"订单", "客户名称", "订单编号 客户名称 创建时间", "用户表：订单编号、客户名称、创建时间、更新时间、状态、是否删除", "姓名㐀𠀀订单编号", "价格（€）"},
	"Big5":    {"訂單", "客戶名稱", "訂單編號 客戶名稱 建立時間", "使用者資料表：訂單編號、客戶名稱、建立時間、更新時間、狀態、是否刪除"},
	"windows-1252": {"café", "Mañana", "Größe", "Año", "naïve", "Straße", "Número de teléfono del niño, Año, dirección", "Größe der Straße; Schlüssel für Änderungen, Übersicht",
		"Numéro de la commande créée à l'été – prix en €", "Descrição da situação do cartão", "Får ej ändras på måndagar"},
	"windows-1251": {"Номер заказа, имя клиента, дата создания, дата последнего изменения записи в таблице"},
	"KOI8-R":       {"Номер заказа, имя клиента, дата создания, дата последнего изменения записи в таблице"},
	"Shift_JIS":    {"注文番号、顧客名、作成日時のテーブルです"},
	"EUC-JP":       {"注文番号、顧客名、作成日時のテーブルです。これは顧客の注文のための表である"},
	"EUC-KR":       {"주문 번호, 고객 이름, 생성 일시를 가지고 있는 테이블"},
}

// encoded is a text in an encoding.
func encoded(t *testing.T, name, text string) string {
	t.Helper()
	e, known := codepage.Named(name)
	if !known {
		t.Fatalf("%s is not known", name)
	}
	bytes, err := e.Encoder().String(text)
	if err != nil {
		t.Fatalf("%s %q: %v", name, text, err)
	}
	return bytes
}

// TestDetect knows every text, alone and within statements, and reads it back.
func TestDetect(t *testing.T) {
	for name, all := range texts {
		for _, text := range all {
			bytes := encoded(t, name, text)
			for _, around := range []string{"%s", "CREATE TABLE `t` (\n  `a_b` int(11) NOT NULL COMMENT '%s',\n  b varchar(20) DEFAULT 'x' COMMENT \"%[1]s\"\n) COMMENT='%[1]s';\n", "-- %s\n", "订单\n'%s'\n"} {
				whole := fmt.Sprintf(around, bytes)
				if utf8.ValidString(whole) {
					t.Errorf("%s %q is UTF-8", name, text)
				}
				found, certain := codepage.Detect(whole)
				if found.Name != name {
					t.Errorf("%s %q in %.8q is taken for %q (certain %v)", name, text, around, found.Name, certain)
				}
				if strings.Contains(around, "订") {
					continue
				}
				if got, ok := found.Decode(whole); !ok || got != fmt.Sprintf(around, text) {
					t.Errorf("%s %q: %q %v", name, text, got, ok)
				}
			}
		}
	}
}

// TestDetectNothing has bytes that are no text of any encoding.
func TestDetectNothing(t *testing.T) {
	for _, text := range []string{"", "ASCII", "订单", "-- \xff\xfe\xff\n", "\x80\xff\xff\x81 \xff"} {
		if found, certain := codepage.Detect(text); found.Name != "" || certain {
			t.Errorf("%q is taken for %s (certain %v)", text, found.Name, certain)
		}
	}
}

// TestNamed knows what databases and programs call encodings.
func TestNamed(t *testing.T) {
	for name, want := range map[string]string{
		"GBK": "GB18030", "gb2312": "GB18030", "ZHS16GBK": "GB18030", "cp936": "GB18030", "gb18030": "GB18030",
		"latin1": "windows-1252", "ISO-8859-1": "windows-1252", "WE8MSWIN1252": "windows-1252", "cp1252": "windows-1252", "iso_8859-1": "windows-1252",
		"big5": "Big5", "Big5-HKSCS": "Big5", "cp950": "Big5", "sjis": "Shift_JIS", "cp932": "Shift_JIS", "utf8": "UTF-8", "utf8mb4": "UTF-8",
		"UTF-16LE": "UTF-16LE", "utf-16be": "UTF-16BE", "latin2": "ISO-8859-2", "windows-1251": "windows-1251", "koi8-r": "KOI8-R", "euc-kr": "EUC-KR",
	} {
		if e, known := codepage.Named(name); !known || e.Name != want {
			t.Errorf("%s is %q, want %s", name, e.Name, want)
		}
	}
	for _, name := range []string{"", "ebcdic", "replacement", "x-user-defined", "iso-2022-kr"} {
		if e, known := codepage.Named(name); known {
			t.Errorf("%q is %s", name, e.Name)
		}
	}
}

// FuzzDetect takes whatever comes: what it names must read all lines that are no UTF-8,
// and the same text is the same twice.
func FuzzDetect(f *testing.F) {
	for name, all := range texts {
		for _, text := range all {
			e, _ := codepage.Named(name)
			bytes, err := e.Encoder().String(text)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(bytes)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		found, certain := codepage.Detect(text)
		if again, _ := codepage.Detect(text); again.Name != found.Name {
			t.Fatalf("%q is %s, then %s", text, found.Name, again.Name)
		}
		if found.Name == "" {
			if certain {
				t.Fatalf("%q is certainly nothing", text)
			}
			return
		}
		read := 0
		for line := range strings.Lines(text) {
			if utf8.ValidString(line) {
				continue
			}
			if read += len(line); read > 60<<10 {
				return
			}
			if _, whole := found.Decode(line); !whole {
				t.Fatalf("%q is no %s", line, found.Name)
			}
		}
	})
}
