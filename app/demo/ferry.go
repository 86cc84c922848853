package demo

import (
	"context"
	"path/filepath"

	"github.com/obferry/obferry/engine"
	"github.com/obferry/obferry/engine/fault"
)

// Ferry is one plan of the demo, and what is known to be right for it.
type Ferry struct {
	// Name is "shop", "stores" or "quotes".
	Name string
	Plan *engine.Plan
	// Rows that the source holds, by target table.
	Rows map[string]int64
	// Refused rows by the server's error number; empty where all are to cross.
	Refused map[int]int64
	// Left are how many views and triggers stay behind.
	Left int
}

// Ferries are the demo's plans, in the order in which they are carried out: the
// shop's tables, the text file into a table that is proposed for it, and the workbook
// into a table stricter than itself. That one comes last, since the rows that it
// leaves behind are what a person should have before them in the end.
func (s *Setting) Ferries(ctx context.Context) ([]*Ferry, error) {
	shop, err := propose(ctx, s.Shop, s.ShopTarget)
	if err != nil {
		return nil, err
	}
	quotes, err := propose(ctx, s.Quotes, s.SheetsTarget)
	if err != nil {
		return nil, err
	}
	if err := narrow(quotes); err != nil {
		return nil, err
	}
	quotes.Errors = filepath.Join(s.Dir, "供应商报价-错误.xlsx")
	stores, err := propose(ctx, s.Stores, s.SheetsTarget)
	if err != nil {
		return nil, err
	}
	if len(stores.Tables) != 1 {
		return nil, fault.New(fault.Internal, "fault.demo.sheet", "Path", s.Stores.URL)
	}
	shop.Errors = filepath.Join(s.Dir, "demo_shop-错误.xlsx")
	stores.Errors = filepath.Join(s.Dir, "门店-错误.xlsx")
	rows := make(map[string]int64, len(tables))
	for _, t := range tables {
		rows[t.name] = int64(t.rows)
	}
	return []*Ferry{
		{Name: "shop", Plan: shop, Rows: rows, Left: 2},
		{Name: "stores", Plan: stores, Rows: map[string]int64{stores.Tables[0].Target: storesRows}},
		{Name: "quotes", Plan: quotes, Rows: map[string]int64{quotesTable: quoteRows}, Refused: Refusals()},
	}, nil
}

func propose(ctx context.Context, from, to engine.Endpoint) (*engine.Plan, error) {
	catalog, err := engine.Inspect(ctx, from)
	if err != nil {
		return nil, err
	}
	return engine.Propose(ctx, from, to, catalog, nil)
}

// narrow points the workbook's plan at the demo's own table, column by column.
func narrow(plan *engine.Plan) error {
	if len(plan.Tables) != 1 || len(plan.Tables[0].Columns) != quoteColumns {
		return fault.New(fault.Internal, "fault.demo.sheet", "Path", plan.Source.URL)
	}
	table := &plan.Tables[0]
	table.Target = quotesTable
	table.DDL = engine.DDLPlan{Create: quotesDDL()}
	for i := range table.Columns {
		table.Columns[i].Target, table.Columns[i].Type = strictColumns[i].name, strictColumns[i].sqlType
	}
	return nil
}
