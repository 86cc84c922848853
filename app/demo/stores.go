package demo

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/obferry/obferry/engine/fault"
)

const (
	storesFile = "门店.csv"
	storesRows = 400
)

// writeStores writes the shop's branches as an office program for Windows does: in
// GBK, with commas, and line ends within quotes.
func writeStores(path string) error {
	var text bytes.Buffer
	w := csv.NewWriter(simplifiedchinese.GBK.NewEncoder().Writer(&text))
	w.UseCRLF = true
	rows := [][]string{{"门店编号", "店名", "省份", "城市", "地址", "电话", "开业日期", "营业面积", "日均客流", "备注"}}
	for row := range storesRows {
		rows = append(rows, store(row))
	}
	err := w.WriteAll(rows)
	if err == nil {
		err = os.WriteFile(path, text.Bytes(), 0o644)
	}
	if err != nil {
		return fault.New(fault.Resource, "fault.demo.file", "Path", path).Because(err)
	}
	return nil
}

func store(row int) []string {
	d := diceFor("stores", row)
	c := of(d, cities)
	remark := ""
	if d.oneIn(3) {
		remark = of(d, []string{"地铁口,出站即到", "内有\"儿童乐园\"", "停车 2 小时免费\n（节假日除外）", "装修中"})
	}
	return []string{
		fmt.Sprintf("%05d", row+1),
		c.name + of(d, brands[:16]) + "店",
		c.province, c.name,
		of(d, roads) + fmt.Sprintf(" %d 号", d.between(1, 999)),
		fmt.Sprintf("%s-%08d", c.areaCode, d.below(100_000_000)),
		time.Date(2005, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, d.below(7_300)).Format(dateOnly),
		string(appendDecimal(nil, d.between(2_000, 99_999), 2)),
		fmt.Sprint(d.between(20, 9_000)),
		remark,
	}
}
