package proof_test

import (
	"testing"

	"github.com/obferry/obferry/engine/proof"
)

// literals are tables whose defaults, types and bounds the kernel tells back in other
// words than they were written in.
var literals = []string{
	`CREATE TABLE numbers (a int DEFAULT 1.6, b int DEFAULT '1.4', c int DEFAULT 1e2, d int DEFAULT (NOT TRUE), e int DEFAULT (~0 & 7), f int DEFAULT (if(1 > 2, 3, 4)),
	  g decimal(10,2) DEFAULT 1.555, h decimal(3,1) DEFAULT (1.25), i float(7,3) DEFAULT 1.23456, j float DEFAULT 16777217, k float DEFAULT 1.23456789,
	  l double DEFAULT 123456789.123456789, m mediumint zerofill, n bit(16) DEFAULT 'ab', o bit(8) DEFAULT x'0f', p year DEFAULT 70, q year DEFAULT '24', r year DEFAULT 0, s year DEFAULT '0')`,
	`CREATE TABLE texts (a char(5) DEFAULT 'a ', b varchar(9) DEFAULT 0x4142, c varchar(9) DEFAULT b'1000001', d varchar(9) DEFAULT TRUE, e varchar(9) DEFAULT (concat('a','b')),
	  f binary(4) DEFAULT 'ab', g binary(4) DEFAULT 0x00, h binary(4) DEFAULT x'0102', i varbinary(9) DEFAULT 0xFF00, j binary(3) DEFAULT '\0\0\0', k varbinary(9) DEFAULT '中文',
	  l enum('A','b') DEFAULT 'a', m set('x','y') DEFAULT 'y,x', n enum('a ','b') DEFAULT 'a', o varchar(9) COLLATE binary, p varchar(20) DEFAULT 'CURRENT_TIMESTAMP', q binary(16) DEFAULT (uuid_to_bin(uuid())))`,
	"CREATE TABLE bytes (a varchar(10), b text, c char(3)) CHARSET binary",
	`CREATE TABLE moments (a date DEFAULT '2020-1-2', b date DEFAULT 20200102, c date DEFAULT DATE '2020-01-01', d datetime DEFAULT '2020/01/01 1:2:3', e datetime(2) DEFAULT '2020-01-01 10:00:00.129',
	  f datetime DEFAULT '2020-01-01T10:00:00', g datetime DEFAULT '0000-00-00', h time(6) DEFAULT (curtime(6)), i time DEFAULT 1010, j time DEFAULT '1 10:00:00', k time(3) DEFAULT '10:00:00.5',
	  l datetime(3) DEFAULT (now(3)), m date DEFAULT (current_date + interval 1 day), n datetime DEFAULT TIMESTAMP '2020-01-01 00:00:00')`,
	"CREATE TABLE r1 (a decimal(10,2)) PARTITION BY RANGE COLUMNS (a) (PARTITION p0 VALUES LESS THAN (1.5), PARTITION p1 VALUES LESS THAN ('10'), PARTITION p2 VALUES LESS THAN MAXVALUE)",
	"CREATE TABLE r2 (a date, b datetime) PARTITION BY RANGE COLUMNS (a, b) (PARTITION p0 VALUES LESS THAN ('20200201', '2020-2-1 10:00'), PARTITION p1 VALUES LESS THAN (MAXVALUE, MAXVALUE))",
	"CREATE TABLE r3 (a timestamp NULL) PARTITION BY RANGE COLUMNS (a) (PARTITION p0 VALUES LESS THAN ('2020-01-01'), PARTITION p1 VALUES LESS THAN ('2020-02-01 10:00:00'))",
	"CREATE TABLE l1 (a varchar(10)) PARTITION BY LIST COLUMNS (a) (PARTITION p0 VALUES IN ('it''s', 'c,d', 'b\\\\s', NULL), PARTITION p1 VALUES IN ('x(y)', 'MAXVALUE'))",
	"CREATE TABLE l2 (a int, b varchar(5)) PARTITION BY LIST COLUMNS (a, b) (PARTITION p0 VALUES IN ((2,'y'), (1,'x,)')), PARTITION p1 VALUES IN ((3,NULL)))",
}

// TestLiteralsRead makes tables of all kinds of defaults and bounds: none is told as a
// difference.
func TestLiteralsRead(t *testing.T) {
	s := converted(t, literals...)
	result := check(t, s, proof.Options{})
	for _, f := range result.Failures {
		t.Errorf("%v\n%s", f.Err, f.Statement)
	}
	if len(result.Differences) > 0 {
		t.Error(say(result.Differences))
	}
}
