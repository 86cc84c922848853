package views

import (
	"fmt"

	"github.com/obferry/obferry/ddlconv"
	"github.com/obferry/obferry/ddlconv/diff"
	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/proof"
)

// ledger is DDL in which something is to be said about nearly everything.
const ledger = "CREATE TABLE `ledger` (\n  `id` uuid NOT NULL,\n  `ip` inet6 DEFAULT NULL,\n  `amount` decimal(12,2) NOT NULL DEFAULT 0.00,\n" +
	"  `摘要` varchar(200) COLLATE utf8mb4_uca1400_ai_ci DEFAULT NULL,\n  `doc` longtext DEFAULT NULL CHECK (json_valid(`doc`)),\n" +
	"  PRIMARY KEY (`id`),\n  KEY `by_amount` (`amount` DESC),\n  CONSTRAINT `ledger_ibfk_1` FOREIGN KEY (`amount`) REFERENCES `customers` (`id`) ON DELETE SET DEFAULT\n" +
	") ENGINE=MyISAM ROW_FORMAT=COMPRESSED DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='the books, one line an entry, kept for ten years as the law wants it'\n PARTITION BY LINEAR HASH (`amount`)\nPARTITIONS 4"

// severalNotes has one table of each kind, and many notes at the first.
func severalNotes() *Model {
	m := full()
	m.Step = DDLStep
	m.DDL.Trials = nil
	m.Catalog.Left = []engine.LeftBehind{{Kind: "VIEW", Name: "best_customers"}, {Kind: "VIEW", Name: "sales_by_month"},
		{Kind: "TRIGGER", Name: "orders_after_insert"}, {Kind: "PROCEDURE", Name: "close_month"}}
	t := &m.Plan.Tables[0]
	t.Source, t.Target = "ledger", "ledger"
	c, err := ddlconv.Convert(ledger, ddlconv.MariaDB, ddlconv.Options{})
	if err != nil {
		panic(err) // of this file's own text
	}
	t.DDL = engine.DDLPlan{Original: ledger, Create: c.Create, After: c.After, Notes: c.Notes}
	m.Plan.Tables[2].DDL.Notes = []ddlconv.Note{{Rule: "table.storage", Severity: ddlconv.Info, Object: "order_items", Line: 9, Was: "ROW_FORMAT=DYNAMIC"}}
	m.Plan.Tables[3].DDL = engine.DDLPlan{Original: original, Notes: []ddlconv.Note{{Rule: "fault.ddl.syntax", Severity: ddlconv.Blocked, Object: "products", Line: 2, Column: 4, Was: "SYSTEM VERSIONING"}}}
	return m
}

// openedNote has a note open whose texts are long.
func openedNote() *Model {
	m := severalNotes()
	t := &m.Plan.Tables[0]
	for i := range t.DDL.Notes {
		if n := &t.DDL.Notes[i]; n.Rule == "partition.type" {
			n.Was = "LINEAR HASH (`amount`), of a decimal(12,2), where OceanBase takes integers only, in four partitions p0, p1, p2, p3 that the server has named by itself and that nobody has ever asked for by name"
			m.DDL.Open = i + 1
		}
	}
	return m
}

// editedDDL is DDL that a person has edited so that it makes another table, while the
// field is open.
func editedDDL() *Model {
	m := severalNotes()
	m.Plan.Tables[0].DDL.Edit("CREATE TABLE `books` (\n  `id` char(36) NOT NULL,\n  PRIMARY KEY (`id`)\n)")
	m.Plan.Tables[1].DDL.Edit(converted + " COMMENT 'mine'")
	m.DDL.Editing = true
	return m
}

// differingDDL is DDL that the kernel has taken and made otherwise.
func differingDDL() *Model {
	m := severalNotes()
	m.Plan.Tables[0].DDL.Edit(m.Plan.Tables[0].DDL.Text() + ";\nDROP DATABASE `shop`")
	m.DDL.Left = true
	m.DDL.Trials = map[string]engine.Trial{"ledger": {Table: "ledger",
		Differences: []diff.Difference{diff.Changed{Place: diff.Place{Table: "ledger", Element: diff.OfKey, Name: "by_amount"}, Aspect: diff.Columns, Want: "(amount DESC)", Got: "(amount)"}},
		Untried:     []proof.Untried{{Subject: proof.Subject{Kind: "foreign", Object: "ledger"}, Statement: "DROP DATABASE `shop`", Why: proof.NotOurs, Name: "DROP"}}}}
	return m
}

// nothingUnderFilter picks what no table is.
func nothingUnderFilter() *Model {
	m := severalNotes()
	m.DDL.Only = OnlyRefused
	return m
}

// manyTables is a plan of as many tables as some databases have.
func manyTables(n int) *Model {
	m := severalNotes()
	one := m.Plan.Tables[0]
	m.Plan.Tables = nil
	for i := range n {
		one.Source = fmt.Sprintf("ledger_%05d", i)
		one.Target = one.Source
		m.Plan.Tables = append(m.Plan.Tables, one)
	}
	return m
}
